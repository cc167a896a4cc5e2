// The question stands in given-up.rq
:param institution => "平安银行"
:param kinds => "Database|Software|Platform"
MATCH (b:Entity)<-[:SUBJECT]-(:Assertion {relation: 'uses', status: 'negated'})-[:OBJECT]->(a:Entity)
WHERE $institution IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
UNION
MATCH (b:Entity)-[:USES]->(:Entity)-[:REPLACES]->(a:Entity)
WHERE $institution IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
