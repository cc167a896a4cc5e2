"""Learning the model from annotated passages; nothing here is needed to read documents."""
