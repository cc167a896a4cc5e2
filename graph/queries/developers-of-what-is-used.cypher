// The question stands in developers-of-what-is-used.rq
:param institution => "中国工商银行"
:param products => "Database"
MATCH (a:Entity)-[:DEVELOPS]->(b:Artefact)<-[:USES]-(user:Entity)
WHERE $institution IN [user.name, user.name_hant, user.name_en] + coalesce(user.aliases, [])
  AND ANY(kind IN split($products, '|') WHERE kind IN labels(b))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
