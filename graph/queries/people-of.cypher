// The question stands in people-of.rq
:param institution => "中国人民银行"
MATCH (a:Person)-[:WORKS_FOR]->(body:Entity)
WHERE $institution IN [body.name, body.name_hant, body.name_en] + coalesce(body.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
