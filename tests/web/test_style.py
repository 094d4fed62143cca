"""The style sheet: text can be read in both schemes, and nothing is fetched from elsewhere."""

import re
from pathlib import Path

import pytest

import qeyd.web

CSS = (Path(qeyd.web.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
MARKS = ["people", "target", "actor", "place", "time", "ground", "said", "denied", "act"]


def colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    known = colours(scheme)
    pairs = [(text, ground) for text in ("ink", "soft", "accent", "warn") for ground in ("paper", "card")]
    pairs += [("ink", mark) for mark in MARKS] + [
        ("ink", "hair"),
        ("ink", "warn-ground"),
        ("warn", "warn-ground"),
    ]
    pairs += [("accent", "accent-ground"), ("soft", "warn-ground"), ("soft", "accent-ground")]
    poor = {pair: contrast(known[pair[0]], known[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_ring_stands_out(scheme: str) -> None:
    known = colours(scheme)
    assert min(contrast(known["focus"], known[ground]) for ground in ("paper", "card")) >= 3


def test_the_style_sheet_fetches_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
