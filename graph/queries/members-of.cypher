// The question stands in members-of.rq
:param group => "金砖国家"
MATCH (a:Entity)-[:MEMBER_OF]->(whole:Entity)
WHERE $group IN [whole.name, whole.name_hant, whole.name_en] + coalesce(whole.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
