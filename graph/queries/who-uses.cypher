// The question stands in who-uses.rq
:param artefact => "OceanBase"
MATCH (a:Institution)-[:USES]->(thing:Entity)
WHERE $artefact IN [thing.name, thing.name_hant, thing.name_en] + coalesce(thing.aliases, [])
MATCH (a)<-[:SUBJECT]-(said:Assertion {relation: 'uses', status: 'asserted'})-[:OBJECT]->(thing)
MATCH (said)-[:FROM]->(d:Document)
UNWIND d.file_names AS document
RETURN DISTINCT a.name AS name, a.id AS id, said.when AS period, said.quote AS quote, document
ORDER BY name, period, quote
