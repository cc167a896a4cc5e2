// The question stands in people-at-event.rq
:param event => "2025年深圳地区非银金融机构数智金融交流会"
:param least => "0.25"
MATCH (b:Entity)<-[:SUBJECT]-(said:Assertion {relation: 'memberOf', status: 'asserted'})-[:OBJECT]->(what:Entity)
WHERE said.confidence >= toFloat($least)
  AND ANY(one IN [what.name, what.name_hant, what.name_en] + coalesce(what.aliases, [])
    WHERE one IS NOT NULL AND $event ENDS WITH one AND size($event) - size(one) IN [0, 4, 5])
MATCH (a:Person)-[:WORKS_FOR]->(b)
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id
ORDER BY name, `with`
