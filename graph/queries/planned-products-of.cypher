// The question stands in planned-products-of.rq
:param institution => "上海证券交易所"
:param products => "Platform"
MATCH (b:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'develops', status: 'planned'})-[:OBJECT]->(a:Entity)
WHERE $institution IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND ANY(kind IN split($products, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
