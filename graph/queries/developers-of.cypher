// The question stands in developers-of.rq
:param artefact => "OceanBase"
MATCH (a:Entity)-[:DEVELOPS]->(thing:Entity)
WHERE $artefact IN [thing.name, thing.name_hant, thing.name_en] + coalesce(thing.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
