// The question stands in figures-above.rq
:param kinds => "SecuritiesFirm"
:param words => "信息技术投入"
:param above => "1500000000"
:param measure => "元"
:param since => "2021-01-01"
:param until => "2021-12-31"
MATCH (said:Observation {status: 'actual'})-[:ABOUT]->(a:Entity)
WHERE said.indicator CONTAINS $words AND coalesce(said.base_unit, $measure) = $measure AND said.number > toFloat($above)
  AND toString(said.from) >= $since AND toString(said.until) <= $until
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id, said.value AS value, said.unit AS unit, said.period AS period
ORDER BY name, period, value, unit
