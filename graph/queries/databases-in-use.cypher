// The question stands in databases-in-use.rq
MATCH (a:Institution)-[:USES]->(b:Database)
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id
ORDER BY name, `with`
