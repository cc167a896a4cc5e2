"""Named questions: each a pair of files, NAME.rq and NAME.cypher, that give the same rows."""
