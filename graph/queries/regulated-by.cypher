// The question stands in regulated-by.rq
:param institution => "中国人民银行"
MATCH (one:Entity)-[:REGULATES]->(a:Entity)
WHERE $institution IN [one.name, one.name_hant, one.name_en] + coalesce(one.aliases, [])
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
