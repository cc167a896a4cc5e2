// The question stands in developers-of-built-on.rq
:param artefact => "OpenCompass"
MATCH (a:Entity)-[:DEVELOPS]->(:Entity)-[:BUILT_ON]->(base:Entity)
WHERE $artefact IN [base.name, base.name_hant, base.name_en] + coalesce(base.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
