// The question stands in figures-in-conflict.rq
MATCH (said:Observation)-[:CONFLICTS_WITH]->(against:Observation)
WHERE said.number < against.number
MATCH (said)-[:ABOUT]->(a:Entity)
MATCH (said)-[:FROM]->(here:Document)
MATCH (against)-[:FROM]->(there:Document)
UNWIND here.file_names AS document
UNWIND there.file_names AS other_document
RETURN DISTINCT a.name AS name, a.id AS id, said.indicator AS indicator, said.period AS period, said.value AS value,
  said.unit AS unit, document, against.value AS other_value, against.unit AS other_unit, other_document
ORDER BY name, indicator, period, value, document, other_value, other_document
