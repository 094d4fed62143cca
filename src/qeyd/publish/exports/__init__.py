"""The record in the shapes that others use. Each module is one shape; each says what it could not carry.

Nothing here is data of the organisations whose columns are borrowed, and the files say so.
"""
