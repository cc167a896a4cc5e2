// The question stands in products-of.rq
:param institution => "华为"
MATCH (maker:Entity)-[:DEVELOPS]->(a:Entity)
WHERE $institution IN [maker.name, maker.name_hant, maker.name_en] + coalesce(maker.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
