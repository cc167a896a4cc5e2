// The question stands in investors-that-use.rq
:param institution => "富融银行"
:param artefact => "数字货币桥"
MATCH (owned:Entity)<-[:INVESTS_IN]-(a:Entity)-[:USES]->(thing:Entity)
WHERE $institution IN [owned.name, owned.name_hant, owned.name_en] + coalesce(owned.aliases, [])
  AND $artefact IN [thing.name, thing.name_hant, thing.name_en] + coalesce(thing.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
