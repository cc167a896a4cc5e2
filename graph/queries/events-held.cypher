// The question stands in events-held.rq
:param places => "深圳|香港|澳门"
:param since => "2025-03-01"
:param until => "2025-03-31"
MATCH (a:Event)-[:LOCATED_IN]->(spot:Place)-[:PART_OF*0..]->(place:Place)
WHERE ANY(one IN split($places, '|') WHERE one IN [place.name, place.name_hant, place.name_en] + coalesce(place.aliases, []))
MATCH (a)<-[:SUBJECT|OBJECT]-(said:Assertion {status: 'asserted'})
WHERE toString(said.from) >= $since AND toString(said.until) <= $until AND said.confidence >= 0.5
RETURN DISTINCT a.name AS name, a.id AS id, place.name AS `with`, place.id AS with_id, said.when AS period
ORDER BY name, `with`, period
