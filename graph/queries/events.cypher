// The question stands in events.rq
MATCH (b:Entity)-[:ORGANIZES]->(a:Event)
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id
ORDER BY name, `with`
