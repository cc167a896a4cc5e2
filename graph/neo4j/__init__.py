"""The property graph in Neo4j, and in an embedded store that speaks the same protocol and language."""
