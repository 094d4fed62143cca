"""The index of words: kept up, searched, and empty of what was forgotten."""

import re
from pathlib import Path

from qeyd.model import Period, Report
from qeyd.store import Casebook, ReportFilter, Wanted
from qeyd.store.wordbook import WANTING
from tests.store.samples import NOW, arrival, new_casebook
from tests.store.test_forget import everything_in

ALL = ReportFilter()


def every_word(report: Report) -> set[str]:
    """Names as well: what must not be left in the index once it is forgotten."""
    return set(re.findall(r"\w+", report.text.lower()))


def find(casebook: Casebook, *words: str, only: ReportFilter = ALL) -> list[str]:
    ids, total = casebook.words.find([Wanted((word,)) for word in words], only, offset=0, limit=100)
    assert len(ids) == total
    texts = []
    for id in ids:
        report = casebook.report(id)
        assert report
        texts.append(report.text.split(".")[0])
    return texts


def filled(folder: Path) -> Casebook:
    casebook = new_casebook(folder)
    casebook.add(
        arrival(f"Rain fell in Dolin for {n} days.", url=f"https://example.org/{n}") for n in range(40)
    )
    casebook.add([arrival("Snow in Qvexzil hides Ostrwybky Pflumjdt.", url="https://example.org/snow")])
    assert casebook.words.take("all", every_word, limit=100) == 41
    return casebook


def test_reports_are_found_by_all_their_words_and_listed_without_any(tmp_path: Path) -> None:
    with filled(tmp_path / "c") as casebook:
        assert find(casebook, "rain", "7") == ["Rain fell in Dolin for 7 days"]
        assert find(casebook, "snow", "7") == []
        assert len(find(casebook)) == 41
        assert find(casebook, "OR", "NOT") == [], "operators of the index are words like others"
        ids, total = casebook.words.find([Wanted((), ("ra",))], ALL, offset=38, limit=10)
        assert (len(ids), total) == (2, 40)
        absent = [Wanted(("dolin", "qvexzil")), Wanted(("rain",), absent=True)]
        assert casebook.words.find(absent, ALL, offset=0, limit=9)[1] == 1
        assert casebook.check() == ()


def test_filters_know_days_that_are_told_in_part(tmp_path: Path) -> None:
    with new_casebook(tmp_path / "c") as casebook:
        for told in ("2024-05-03", "2024-05", "2023", None):
            one = arrival(f"Told {told}.", url=f"https://example.org/{told}", outlet=f"o{told}")
            casebook.add([type(one)(**{f: getattr(one, f) for f in one.__slots__} | {
                "published": Period.parse(told) if told else None})])  # fmt: skip
        may = ReportFilter(start="2024-05-10", end="2024-05-20")
        assert find(casebook, only=may) == ["Told 2024-05"]
        assert find(casebook, only=ReportFilter(end="2023-06-01")) == ["Told 2023"]
        assert find(casebook) == ["Told 2024-05-03", "Told 2024-05", "Told 2023", "Told None"]
        assert casebook.words.counts("year", (), ALL) == {"2024": 2, "2023": 1, None: 1}
        assert find(casebook, only=ReportFilter(outlet="o2023", language="en")) == ["Told 2023"]


def test_a_forgotten_report_leaves_no_word_in_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with filled(folder) as casebook:
        assert "vexzil" in everything_in(folder)
        id = casebook.find_reports("https://example.org/snow")[0]
        casebook.forget_report(id, coder="Coder A", now=NOW)
        assert find(casebook, "snow") == []
        assert len(find(casebook, "rain")) == 40
        assert casebook.check() == ()
    left = everything_in(folder)
    # A word may lie in the index without the letters that it shares with the word before it.
    assert not [part for part in ("vexzil", "strwybky", "flumjdt") if part in left]


def test_a_forgotten_name_leaves_the_index_until_the_masked_text_is_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with filled(folder) as casebook:
        casebook.forget_name("Ostrwybky Pflumjdt", coder="Coder A", now=NOW)
        assert find(casebook, "snow") == []
        assert casebook.words.count_wanting() == 1
        assert not [part for part in ("strwybky", "flumjdt") if part in everything_in(folder)]
        assert casebook.words.take("all", every_word, limit=100) == 1
        assert find(casebook, "snow", "qvexzil") == ["Snow in Qvexzil hides █████████ ████████"]
        assert casebook.check() == ()
    assert not [part for part in ("strwybky", "flumjdt") if part in everything_in(folder)]


def test_another_rule_indexes_all_reports_anew(tmp_path: Path) -> None:
    with filled(tmp_path / "c") as casebook:
        assert casebook.words.take("short", lambda report: {"short"}, limit=100) == 41
        assert find(casebook, "rain") == []
        assert len(find(casebook, "short")) == 41
        assert casebook.words.take("short", lambda report: {"never"}, limit=100) == 0


def test_check_tells_of_words_without_a_report(tmp_path: Path) -> None:
    with filled(tmp_path / "c") as casebook:
        with casebook._writing() as db:
            db.execute("INSERT INTO words (rowid, word) VALUES (999, 'stray')")
            db.execute("DELETE FROM words_wanted")
            db.execute("DELETE FROM listed WHERE report = 3")
        said = [problem.what for problem in casebook.check()]
        assert said == ["it is not in the list of reports.", "it holds words of a report that is not there."]


def test_taking_those_that_wait_never_reads_all_reports(tmp_path: Path) -> None:
    with filled(tmp_path) as casebook:
        plan = [row[3] for row in casebook._db.execute(f"EXPLAIN QUERY PLAN {WANTING}", (10,))]
    assert [step.split()[0:2] for step in plan] == [["SCAN", "words_wanted"], ["SEARCH", "reports"]], plan
