// The question stands in own-stack.rq
MATCH (a:Institution)-[:USES]->(first:Artefact)-[:BUILT_ON*0..]->(b:Artefact)
WHERE b:Chip OR b:OperatingSystem OR b:Middleware OR b:Database
OPTIONAL MATCH (company:Entity)-[:DEVELOPS]->(b)
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id, company.name AS maker
ORDER BY name, `with`, maker
