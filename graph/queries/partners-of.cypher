// The question stands in partners-of.rq
:param institution => "华为"
MATCH (one:Entity)-[:PARTNERS_WITH]-(a:Entity)
WHERE $institution IN [one.name, one.name_hant, one.name_en] + coalesce(one.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
