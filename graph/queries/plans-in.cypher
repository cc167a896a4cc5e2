// The question stands in plans-in.rq
:param place => "上海"
MATCH (a:Entity)-[:LOCATED_IN|PART_OF*0..]->(place:Entity)
WHERE $place IN [place.name, place.name_hant, place.name_en] + coalesce(place.aliases, [])
MATCH (a)<-[:SUBJECT]-(said:Assertion {status: 'planned'})-[:OBJECT]->(b:Entity)
RETURN DISTINCT a.name AS name, a.id AS id, said.relation AS relation, b.name AS `with`, said.when AS period,
  said.quote AS quote
ORDER BY name, relation, `with`, period, quote
