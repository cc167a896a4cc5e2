"""What a text says: documents to blocks, mentions, facts and observations, each with its place in the raw file."""
