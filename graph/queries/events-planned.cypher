// The question stands in events-planned.rq
:param institution => "日本金融厅"
:param since => "2025-01-01"
:param until => "2025-12-31"
MATCH (b:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'organizes'})-[:OBJECT]->(a:Entity)
WHERE $institution IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND toString(said.from) >= $since AND toString(said.until) <= $until
MATCH (said)-[:FROM]->(d:Document)
WHERE said.status = 'planned'
  OR (said.status = 'asserted' AND substring(toString(said.from), 0, size(d.issued)) > d.issued)
RETURN DISTINCT a.name AS name, a.id AS id, said.when AS period
ORDER BY name, period
