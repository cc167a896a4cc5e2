// The question stands in people-at-event.rq
:param event => "2025年深圳地区非银金融机构数智金融交流会"
MATCH (a:Person)-[:WORKS_FOR]->(b:Entity)-[:MEMBER_OF]->(what:Entity)
WHERE $event IN [what.name, what.name_hant, what.name_en] + coalesce(what.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id, b.name AS `with`, b.id AS with_id
ORDER BY name, `with`
