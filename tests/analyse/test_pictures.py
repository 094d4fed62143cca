from xml.etree import ElementTree

import pytest

from qeyd.analyse.pictures import Row, effects_picture
from qeyd.analyse.words import Words, languages
from qeyd.model.coverage import ControlStories
from qeyd.model.finding import Adjusted, Effect, Reported
from tests.analyse.linting import made_up_report

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"against": "against", "nothing": "nothing", "band": "band"}


def boxes(svg: str) -> list[tuple[float, float, str]]:
    """Left and right end of every text, by a generous width of letters."""
    out = []
    for one in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        text = one.text or ""
        width = 6.2 * len(text)
        x = float(one.attrib["x"])
        left = {"start": x, "middle": x - width / 2, "end": x - width}[one.attrib["text-anchor"]]
        out.append((left, left + width, text))
    return out


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("narrow", [False, True])
def test_no_word_of_a_picture_leaves_it_and_two_drawings_share_no_pattern(
    language: str, narrow: bool
) -> None:
    report = made_up_report(7)
    words = Words(language)
    for svg in words.pictures(report, narrow=narrow).values():
        width = float(ElementTree.fromstring(svg).attrib["viewBox"].split()[2])
        for left, right, text in boxes(svg):
            assert left >= -4, text
            assert right <= width + 4, text
    patterns = [
        ElementTree.fromstring(words.pictures(report, narrow=one)["series"])
        .find(f".//{SVG}pattern")
        .attrib["id"]
        for one in (False, True)
    ]
    assert patterns[0] != patterns[1]


def test_every_ratio_is_drawn_with_its_interval_its_band_and_a_shape_of_its_own() -> None:
    control = Adjusted.to_controls([ControlStories("accidents", "made up", ())])
    rows = [
        Row("set against", Effect("trend", 2.0, 1.5, 2.7, control, 80, 60), band=(1.1, 3.5)),
        Row("alone", Effect("trend", 3.0, 2.0, 4.5, Reported(), 80, 60)),
    ]
    root = ElementTree.fromstring(effects_picture(rows, WORDS, alternative="ratios"))
    lines = [one for one in root.iter(f"{SVG}line") if one.attrib.get("stroke-width") == "3"]
    assert len(lines) == 2
    assert all(float(one.attrib["x1"]) < float(one.attrib["x2"]) for one in lines)
    dashes = [one for one in root.iter(f"{SVG}line") if one.attrib.get("stroke-dasharray") == "4 3"]
    assert float(dashes[0].attrib["x1"]) < float(lines[0].attrib["x1"])
    assert len(list(root.iter(f"{SVG}circle"))) == 2, "one in the row, one in the legend"
    assert {one.text for one in root.iter(f"{SVG}text")} >= {"set", "against", "alone"} or "set against" in {
        one.text for one in root.iter(f"{SVG}text")
    }


def test_a_ratio_of_nothing_is_not_drawn() -> None:
    assert (
        effects_picture([Row("x", Effect("trend", 0, 0, 0, Reported(), 0, 0))], WORDS, alternative="x") == ""
    )
