// The question stands in told-more-than-once.rq
MATCH (a:Entity)<-[:SUBJECT]-(said:Assertion {status: 'asserted'})-[:OBJECT]->(b:Entity)
MATCH (said)-[:FROM]->(d:Document)
WITH a, said.relation AS relation, b, count(DISTINCT d) AS value
WHERE value > 1
RETURN a.name AS name, a.id AS id, relation, b.name AS `with`, b.id AS with_id, value
ORDER BY value DESC, name, relation, `with`, with_id
