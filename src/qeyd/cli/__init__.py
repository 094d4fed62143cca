"""The command line: a thin door onto flow. Each command is a file of this folder, found by its name."""

from qeyd.cli.door import main

__all__ = ["main"]
