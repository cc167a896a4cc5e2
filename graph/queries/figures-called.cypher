// The question stands in figures-called.rq
:param words => "科技投入"
MATCH (said:Observation)-[:ABOUT]->(a:Entity)
WHERE said.indicator CONTAINS $words
RETURN DISTINCT a.name AS name, a.id AS id, said.indicator AS indicator, said.value AS value, said.unit AS unit,
  said.period AS period, said.status AS status
ORDER BY name, indicator, period, value, unit
