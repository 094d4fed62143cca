"""The English language: its rules for endings."""
