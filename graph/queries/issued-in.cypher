// The question stands in issued-in.rq
:param institution => "欧盟"
:param kinds => "PolicyDocument"
:param since => "2020-01-01"
:param until => "2020-12-31"
MATCH (b:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'issues', status: 'asserted'})-[:OBJECT]->(a:Entity)
WHERE $institution IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND toString(said.from) >= $since AND toString(said.until) <= $until AND said.confidence >= 0.5
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id, said.when AS period
ORDER BY name, period
