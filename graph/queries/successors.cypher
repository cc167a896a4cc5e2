// The question stands in successors.rq
MATCH (a:Entity)-[:SUCCESSOR_OF]->(b:Entity)
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id, toString(a.from) AS period
ORDER BY name, `with`
