// The question stands in located-in.rq
:param place => "上海"
MATCH (spot:Place)-[:PART_OF*0..]->(place:Place)
WHERE $place IN [place.name, place.name_hant, place.name_en] + coalesce(place.aliases, [])
MATCH (a:Entity)-[:LOCATED_IN]->(spot)
RETURN DISTINCT a.name AS name, a.id AS id, spot.name AS `with`
ORDER BY name, `with`
