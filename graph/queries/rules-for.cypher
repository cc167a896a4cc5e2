// The question stands in rules-for.rq
:param entity => "人工智能"
MATCH (a:PolicyDocument)-[:APPLIES_TO]->(subject:Entity)
WHERE $entity IN [subject.name, subject.name_hant, subject.name_en] + coalesce(subject.aliases, [])
OPTIONAL MATCH (issuer:Entity)-[:ISSUES]->(a)
RETURN DISTINCT a.name AS name, a.id AS id, issuer.name AS `with`
ORDER BY name, `with`
