"""What a measurement says, and the one table of all of them."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple


class Figure(NamedTuple):
    """One line: ours, the baseline (None: `limit` is a figure of its own), both in `unit`.

    `limit` None: shown for information.
    """

    name: str
    ours: float
    baseline: float | None
    limit: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours by the baseline; by itself when there is none."""
        return self.ours / self.baseline if self.baseline is not None else self.ours

    @property
    def ok(self) -> bool:
        """Whether the limit holds."""
        return self.limit is None or self.ratio <= self.limit


def compare(
    name: str, ours: Sequence[float], baseline: Sequence[float], limit: float | None, part: float
) -> Figure:
    """Seconds of both sides at `part` (0.5: the median) as one figure in milliseconds."""
    return Figure(name, at(ours, part) * 1000, at(baseline, part) * 1000, limit)


def at(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie; the median of an even number is between."""
    if part == 0.5:
        return median(values)
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def table(figures: Sequence[Figure]) -> list[str]:
    """The lines of the table."""
    heads = ("figure", "ours", "baseline", "ratio", "limit", "ok")
    rows = [heads]
    for one in figures:
        alone = one.baseline is None
        rows.append(
            (
                one.name,
                _say(one.ours, one.unit),
                "–" if one.baseline is None else _say(one.baseline, one.unit),
                "–" if alone else f"{one.ratio:.2f}",
                "–" if one.limit is None else _say(one.limit, one.unit if alone else ""),
                "–" if one.limit is None else "ok" if one.ok else "BROKEN",
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    return [
        "  ".join(
            cell.ljust(width) if at in (0, 5) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _say(value: float, unit: str) -> str:
    shown = f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"
    return f"{shown} {unit}".strip()
