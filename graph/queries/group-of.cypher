// The question stands in group-of.rq
:param institution => "中国人民银行"
MATCH (a:Institution)-[:SUBSIDIARY_OF*1..]->(parent:Institution)
WHERE $institution IN [parent.name, parent.name_hant, parent.name_en] + coalesce(parent.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
