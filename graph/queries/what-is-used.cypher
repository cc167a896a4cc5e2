// The question stands in what-is-used.rq
:param institution => "中国工商银行"
MATCH (user:Entity)-[:USES]->(a:Artefact)
WHERE $institution IN [user.name, user.name_hant, user.name_en] + coalesce(user.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id, a.type AS type
ORDER BY type, name
