// The question stands in issuers-of.rq
:param policy => "统筹做好科技金融大文章支持深圳打造产业科技创新中心的行动方案"
MATCH (b:Entity)<-[:OBJECT]-(said:Assertion {relation: 'issues', status: 'asserted'})-[:SUBJECT]->(a:Entity)
WHERE $policy IN [b.name, b.name_hant, b.name_en] + coalesce(b.aliases, []) AND said.confidence >= 0.5
RETURN DISTINCT a.name AS name, a.id AS id
ORDER BY name
