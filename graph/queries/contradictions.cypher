// The question stands in contradictions.rq
MATCH (said:Assertion {status: 'asserted'})-[:CONFLICTS_WITH]->(against:Assertion {status: 'negated'})
MATCH (a:Entity)<-[:SUBJECT]-(said)-[:OBJECT]->(b:Entity)
MATCH (said)-[:FROM]->(here:Document)
MATCH (against)-[:FROM]->(there:Document)
UNWIND here.file_names AS document
UNWIND there.file_names AS denied_document
RETURN DISTINCT a.name AS name, a.id AS id, said.relation AS relation, b.name AS `with`, b.id AS with_id,
  said.when AS period, said.quote AS quote, document, against.when AS denied_period, against.quote AS denied,
  denied_document
ORDER BY name, relation, `with`, document, quote, denied_document, denied
