// The question stands in located-in-twice.rq
:param place => "上海"
:param kinds => "TechnologySubsidiary"
MATCH (a:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'locatedIn', status: 'asserted'})-[:OBJECT]->(spot:Place)
MATCH (spot)-[:PART_OF*0..]->(place:Place)
WHERE $place IN [place.name, place.name_hant, place.name_en] + coalesce(place.aliases, [])
  AND said.confidence >= 0.5
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
MATCH (said)-[:FROM]->(d:Document)
WITH a, count(DISTINCT d) AS documents
WHERE documents >= 2
RETURN a.name AS name, a.id AS id, documents
ORDER BY name
