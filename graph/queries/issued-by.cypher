// The question stands in issued-by.rq
:param institution => "中国人民银行"
MATCH (issuer:Entity)-[:ISSUES]->(a:PolicyDocument)
WHERE $institution IN [issuer.name, issuer.name_hant, issuer.name_en] + coalesce(issuer.aliases, [])
OPTIONAL MATCH (issuer)<-[:SUBJECT]-(said:Assertion {relation: 'issues', status: 'asserted'})-[:OBJECT]->(a)
WHERE said.from IS NOT NULL
RETURN DISTINCT a.name AS name, a.id AS id, toString(said.from.year) AS period
ORDER BY period, name
