"""Tables in which no small count can be read off or worked out.

A count from 1 to ``least`` - 1 is not shown. Others are left out with it until every cell left out lies on a ring of
cells left out, row by column: in a table whose sums are shown, a cell that lies on none could be worked out exactly
(Gusfield 1988, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17). A whole table of which
that cannot be made true shows its sum alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from qeyd.publish.release import Cell, Table

LEAST = 3


_ALL = "\x00all"  #: the row and the column of the sums, beside those of the table

Counts = Mapping[tuple[str, str], int]


def count_table(
    name: str, row: str, column: str, pairs: Iterable[tuple[str, str]], *, least: int = LEAST
) -> Table:
    """A table of counts of (row, column) pairs, protected; sums are cells like all others, but for the sum of all."""
    counts = Counter(pairs)
    rows = tuple(sorted({one for one, _ in counts}))
    columns = tuple(sorted({one for _, one in counts}))
    whole: dict[tuple[str, str], int] = {(r, c): counts[r, c] for r in rows for c in columns}
    whole |= {(r, _ALL): sum(counts[r, c] for c in columns) for r in rows}
    whole |= {(_ALL, c): sum(counts[r, c] for r in rows) for c in columns}
    primary = {cell for cell, n in whole.items() if 0 < n < least}
    hidden = hide(whole, (*rows, _ALL), (*columns, _ALL), primary)
    cells = tuple(
        Cell(
            r,
            c,
            None if (r, c) in hidden else counts[r, c],
            None if (r, c) not in hidden else "primary" if (r, c) in primary else "secondary",
        )
        for r in rows
        for c in columns
    )
    total = sum(counts.values())
    return Table(
        name=name,
        row=row,
        column=column,
        rows=rows,
        columns=columns,
        cells=cells,
        row_totals=tuple(None if (r, _ALL) in hidden else whole[r, _ALL] for r in rows),
        column_totals=tuple(None if (_ALL, c) in hidden else whole[_ALL, c] for c in columns),
        total=total if total >= least or not total else None,
        rule=f"Counts from 1 to {least - 1} are not shown, nor others from which they could be worked out.",
    )


def hide(
    counts: Counts, rows: tuple[str, ...], columns: tuple[str, ...], primary: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """The cells to leave out: the small ones, and the smallest others that put each on a ring.

    A line of the table and its sum are one line here, so that a ring may go over sums; the sum of all stays.
    """
    hidden = set(primary)
    while bare := exposed(hidden):
        r, c = min(bare)
        # The cheapest rectangle through the cell closes a ring.
        rings = [
            ((counts[r, c2] + counts[r2, c] + counts[r2, c2]), r2, c2)
            for r2 in rows
            for c2 in columns
            if r2 != r and c2 != c and all(cell in counts for cell in ((r, c2), (r2, c), (r2, c2)))
        ]
        if not rings:
            return set(counts)
        _, r2, c2 = min(rings)
        hidden |= {(r, c2), (r2, c), (r2, c2)}
    return hidden


def exposed(hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The hidden cells that lie on no ring of hidden cells: bridges of the graph of rows and columns."""
    return {cell for cell in hidden if not _connected(cell, hidden - {cell})}


def _connected(cell: tuple[str, str], others: set[tuple[str, str]]) -> bool:
    rows, columns, grew = {cell[0]}, set[str](), True
    while grew:
        before = len(rows) + len(columns)
        columns |= {c for r, c in others if r in rows}
        rows |= {r for r, c in others if c in columns}
        grew = len(rows) + len(columns) > before
    return cell[1] in columns
