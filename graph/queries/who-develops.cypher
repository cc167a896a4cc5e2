// The question stands in who-develops.rq
:param kinds => "Bank"
:param products => "LargeModel"
MATCH (a:Institution)-[:DEVELOPS]->(b:Artefact)
WHERE ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
  AND ANY(kind IN split($products, '|') WHERE kind IN labels(b))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
