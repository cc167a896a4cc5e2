// The question stands in count-figures-above.rq
:param kinds => "Bank"
:param words => "科技人数"
:param above => "5000"
:param measure => "人"
:param since => "2020-01-01"
:param until => "2020-12-31"
MATCH (said:Observation {status: 'actual'})-[:ABOUT]->(a:Entity)
WHERE said.indicator CONTAINS $words AND coalesce(said.base_unit, $measure) = $measure AND said.number > toFloat($above)
  AND toString(said.from) >= $since AND toString(said.until) <= $until
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
WITH count(DISTINCT a) AS value
RETURN value, '家' AS unit
