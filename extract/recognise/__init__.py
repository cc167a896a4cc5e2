"""Find the names in a text: lexicon, name grammars and a conditional random field, decided by an arbiter."""
