// The question stands in located-in-of-class.rq
:param place => "新加坡"
:param kinds => "Platform"
MATCH (a:Entity)-[:LOCATED_IN]->(spot:Place)-[:PART_OF*0..]->(place:Place)
WHERE $place IN [place.name, place.name_hant, place.name_en] + coalesce(place.aliases, [])
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
