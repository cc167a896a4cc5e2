// The question stands in vendors-of.rq
:param institution => "中国工商银行"
MATCH (client:Entity)
WHERE $institution IN [client.name, client.name_hant, client.name_en] + coalesce(client.aliases, [])
CALL {
  WITH client
  MATCH (a:Institution)-[:SUPPLIES]->(client)
  RETURN a, '' AS product
  UNION
  WITH client
  MATCH (client)-[:USES]->(p:Entity)<-[:DEVELOPS]-(a:Institution)
  WHERE a <> client
  RETURN a, p.name AS product
}
RETURN DISTINCT a.name AS name, a.id AS id, product AS `with`
ORDER BY name, `with`
