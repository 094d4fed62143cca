"""qeyd: reads the news about what is being done to a group of people, and keeps a record that stands."""

__version__ = "0.1.0"
