// The question stands in most-used.rq
MATCH (user:Institution)-[:USES]->(a:Artefact)
RETURN a.name AS name, a.id AS id, count(DISTINCT user) AS value
ORDER BY value DESC, name
