"""What is done with it: one RDF dataset, and the views made from it."""
