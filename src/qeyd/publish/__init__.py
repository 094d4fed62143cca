"""Publishing: from incidents to pages, reports and exports that protect the people in them.

``protect`` makes a ``Release`` out of the record; everything that is written is written from a ``Release`` alone, so
no writer can show what was not let out. ``leaks`` reads the finished files and refuses what still tells a name.
"""
