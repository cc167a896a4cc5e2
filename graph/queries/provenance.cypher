// The question stands in provenance.rq
:param subject => "中国工商银行"
:param object => "OceanBase"
MATCH (a:Entity)<-[:SUBJECT|OBJECT]-(said:Assertion)-[:SUBJECT|OBJECT]->(b:Entity)
WHERE $subject IN [a.name, a.name_hant, a.name_en] + coalesce(a.aliases, [])
  AND $object IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
MATCH (one:Entity)<-[:SUBJECT]-(said)-[:OBJECT]->(two:Entity)
MATCH (said)-[:FROM]->(d:Document)
UNWIND d.file_names AS document
RETURN DISTINCT one.name AS name, said.relation AS relation, two.name AS `with`, said.status AS status,
  said.when AS period, said.quote AS quote, document, said.start AS start, said.end AS end
ORDER BY document, start, relation
