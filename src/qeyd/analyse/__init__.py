"""From incidents to honest numbers: one module a question, named by the question.

Pure functions: entries (incidents as the counting sees them), coverage and denominators in; a Finding or a
Refusal out. No clock, no disk, no network; chance comes in as ``seed``. Methods, references and measured error
rates: docs/statistics.md.
"""
