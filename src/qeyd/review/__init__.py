"""A person decides: which judgements count, what they make of a reading, who changed what, how far coders agree.

Plain functions: readings and judgements in, nouns out. No store, no clock.
"""
