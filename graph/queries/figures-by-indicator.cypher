// The question stands in figures-by-indicator.rq
:param entity => "润E企"
:param words => "获客|獲客|贷款|貸款"
MATCH (said:Observation)-[:ABOUT]->(a:Entity)
WHERE $entity IN [a.name, a.name_hant, a.name_en] + coalesce(a.aliases, [])
  AND ANY(word IN split($words, '|') WHERE said.indicator CONTAINS word)
RETURN DISTINCT said.indicator AS name, said.value AS value, said.unit AS unit, said.period AS period
ORDER BY name, period, value, unit
