// The question stands in documents-that-mention.rq
:param entity => "中国工商银行"
MATCH (a:Entity)-[:MENTIONED_IN]->(d:Document)
WHERE $entity IN [a.name, a.name_hant, a.name_en] + coalesce(a.aliases, [])
UNWIND d.file_names AS name
RETURN DISTINCT name
ORDER BY name
