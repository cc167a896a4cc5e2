// The question stands in foundations-of-products.rq
:param institution => "深圳致星科技有限公司"
:param products => "Platform"
:param kinds => "Technology"
MATCH (c:Entity)-[:DEVELOPS]->(b:Entity)-[:BUILT_ON]->(a:Entity)
WHERE $institution IN [c.name, c.name_hant, c.name_en] + coalesce(c.aliases, [])
  AND ANY(kind IN split($products, '|') WHERE kind IN labels(b))
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
