// The question stands in aims-of-policy.rq
:param policy => "金融科技2025"
:param kinds => "Technology"
MATCH (b:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'appliesTo'})-[:OBJECT]->(a:Entity)
WHERE $policy IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND said.status <> 'negated' AND said.confidence >= 0.5
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
