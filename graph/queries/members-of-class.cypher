// The question stands in members-of-class.rq
:param kinds => "Company"
:param group => "上海金融信息行业协会"
MATCH (a:Entity)-[:MEMBER_OF]->(b:Entity)
WHERE $group IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, [])
  AND ANY(kind IN split($kinds, '|') WHERE kind IN labels(a))
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
