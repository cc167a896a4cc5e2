// The question stands in most-mentioned.rq
MATCH (a:Institution)-[in:MENTIONED_IN]->(:Document)
RETURN a.name AS name, a.id AS id, sum(in.mentions) AS value
ORDER BY value DESC, name
