// The question stands in users-of-class.rq
:param kinds => "Bank|FinancialInstitution"
:param artefact => "昇腾"
:param least => "0.3"
MATCH (a:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'uses', status: 'asserted'})-[:OBJECT]->(b:Entity)
WHERE $artefact IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND said.confidence >= toFloat($least)
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
