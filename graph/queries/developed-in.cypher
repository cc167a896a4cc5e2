// The question stands in developed-in.rq
:param products => "LargeModel"
:param since => "2023-09-01"
:param until => "2023-09-30"
MATCH (a:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'develops', status: 'asserted'})-[:OBJECT]->(b:Entity)
WHERE toString(said.from) >= $since AND toString(said.until) <= $until AND said.confidence >= 0.5
  AND ANY(kind IN split($products, '|') WHERE kind IN labels(b))
RETURN DISTINCT a.name AS name, a.id AS id, said.when AS period
ORDER BY name, period
