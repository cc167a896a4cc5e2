// The question stands in figures-compared.rq
:param names => "东方财富|同花顺"
:param words => "营业收入"
:param since => "2023-01-01"
:param until => "2023-12-31"
MATCH (said:Observation {status: 'actual'})-[:ABOUT]->(a:Entity)
WHERE said.indicator = $words AND toString(said.from) >= $since AND toString(said.until) <= $until
  AND ANY(one IN split($names, '|') WHERE one IN [a.name, a.name_hant, a.name_en] + coalesce(a.aliases, []))
RETURN DISTINCT a.name AS name, a.id AS id, said.value AS value, said.unit AS unit, said.period AS period
ORDER BY name, period, value, unit
