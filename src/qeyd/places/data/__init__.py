"""The built gazetteer, and how its file is laid out."""
