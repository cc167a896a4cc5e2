// The question stands in replaced.rq
MATCH (a:Artefact)-[:REPLACES]->(b:Artefact)
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id
ORDER BY name, `with`
