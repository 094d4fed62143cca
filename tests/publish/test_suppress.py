"""No count that is left out of a table can be worked out from what is shown."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from qeyd.publish.suppress import count_table, exposed

TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")), st.integers(1, 12), min_size=1, max_size=25
)


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_every_hidden_cell_could_have_another_value(counts: dict[tuple[str, str], int]) -> None:
    from scipy.optimize import linprog

    table = count_table("t", "r", "c", Counter(counts).elements())
    hidden = [(cell.row, cell.column) for cell in table.cells if cell.count is None]
    if not hidden or len(table.rows) < 2 or len(table.columns) < 2:
        return
    # What somebody knows who has the shown cells and every shown sum; no hidden cell, and no hidden sum, follows.
    equations, sums, aims = [], [], []
    lines = [([(r, c) for c in table.columns], table.row_totals[i]) for i, r in enumerate(table.rows)]
    lines += [([(r, c) for r in table.rows], table.column_totals[i]) for i, c in enumerate(table.columns)]
    lines.append(([(r, c) for r in table.rows for c in table.columns], table.total))
    for cells, total in lines:
        share = [float(one in cells) for one in hidden]
        if total is not None:
            equations.append(share)
            sums.append(total - sum(counts.get(one, 0) for one in cells if one not in hidden))
        elif any(share) and 0 < sum(counts.get(one, 0) for one in cells) < 3:
            aims.append(share)
    aims += [[float(at == other) for other in range(len(hidden))] for at in range(len(hidden))]
    for aim in aims:
        # Without the bound at nought: linear sums alone never give the cell away.
        bounds = [(None, None)] * len(hidden)
        low = linprog(aim, A_eq=equations or None, b_eq=sums or None, bounds=bounds)
        assert low.status == 3, (aim, table)


@given(TABLES)
def test_small_counts_are_never_shown_and_large_tables_keep_their_sum(
    counts: dict[tuple[str, str], int],
) -> None:
    table = count_table("t", "r", "c", Counter(counts).elements())
    everything = sum(counts.values())
    assert table.total == (everything if everything >= 3 else None)
    for shown in (*table.row_totals, *table.column_totals):
        assert shown is None or shown >= 3
    for cell in table.cells:
        assert cell.count is None or cell.count == 0 or cell.count >= 3
        assert (cell.count is None) == (cell.suppressed is not None)
        assert cell.count is None or cell.count == counts.get((cell.row, cell.column), 0)


def test_a_cell_alone_in_its_row_is_exposed() -> None:
    assert exposed({("a", "v"), ("a", "w"), ("b", "v"), ("b", "w")}) == set()
    assert exposed({("a", "v"), ("a", "w")}) == {("a", "v"), ("a", "w")}
