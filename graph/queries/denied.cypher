// The question stands in denied.rq
MATCH (a:Entity)<-[:SUBJECT]-(said:Assertion {status: 'negated'})-[:OBJECT]->(b:Entity)
RETURN DISTINCT a.name AS name, a.id AS id, said.relation AS relation, b.name AS `with`, said.when AS period,
  said.quote AS quote
ORDER BY name, relation, `with`, period, quote
