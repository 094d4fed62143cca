"""What qeyd can read: one folder for each language, and the loader of them."""

from qeyd.languages.forms import Form
from qeyd.languages.language import Language, language_codes, load_language, load_languages

__all__ = ["Form", "Language", "language_codes", "load_language", "load_languages"]
