// The question stands in figures-of.rq
:param entity => "中国工商银行"
MATCH (said:Observation)-[:ABOUT]->(a:Entity)
WHERE $entity IN [a.name, a.name_hant, a.name_en] + coalesce(a.aliases, [])
MATCH (said)-[:FROM]->(d:Document)
UNWIND d.file_names AS document
RETURN DISTINCT a.name AS name, said.indicator AS indicator, said.value AS value, said.unit AS unit,
  said.period AS period, said.quote AS quote, document
ORDER BY name, indicator, period, value, unit, quote
