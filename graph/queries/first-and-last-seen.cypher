// The question stands in first-and-last-seen.rq
:param subject => "中国工商银行"
MATCH (a:Entity)<-[:SUBJECT]-(said:Assertion {status: 'asserted'})-[:OBJECT]->(b:Entity)
WHERE $subject IN [a.name, a.name_hant, a.name_en] + coalesce(a.aliases, [])
MATCH (said)-[:FROM]->(d:Document)
WHERE d.issued IS NOT NULL
RETURN a.name AS name, said.relation AS relation, b.name AS `with`, b.id AS with_id, min(toString(d.issued)) AS first,
  max(toString(d.issued)) AS last, count(DISTINCT d) AS value
ORDER BY relation, `with`, with_id
