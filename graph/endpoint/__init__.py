"""A SPARQL endpoint over a build: read only, isolated, with pages for people at the same addresses."""
