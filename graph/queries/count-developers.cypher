// The question stands in count-developers.rq
:param kinds => "Bank"
:param products => "LargeModel"
MATCH (a:Institution)-[:DEVELOPS]->(b:Artefact)
WHERE ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
  AND ANY(kind IN split($products, '|') WHERE kind IN labels(b))
WITH count(DISTINCT a) AS value
RETURN value, '家' AS unit
