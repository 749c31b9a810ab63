"""Finding among very many people, as one types; and how the database goes about it."""

import random
import time
from pathlib import Path

from homes import opened, with_people
from report import Figure, at

from frontdesk.desk import people
from frontdesk.desk.names import query_key
from frontdesk.practice.names import figure
from frontdesk.session import Session

SHOWN = 4
LIMIT_MS = 16.0
_BIG = ("person", "search_key", "visit", "entry", "seal")


def measure(folder: Path, count: int, runs: int = 400) -> list[Figure]:
    """The p95 of one search for each way of typing, and of all together."""
    home = folder / f"people-{count}"
    with_people(home, count)
    dice = random.Random(4)
    figures = []
    with opened(home) as session:
        check_plan(session)
        every: list[float] = []
        for name, typed in queries(session, dice, runs).items():
            times = []
            for text in typed:
                began = time.perf_counter()
                people.find(session, text, SHOWN)
                times.append(time.perf_counter() - began)
            every += times
            figures.append(Figure(f"find, {name}, p95", at(times, 0.95) * 1000, None, LIMIT_MS))
        figures.append(Figure(f"find among {count:,}, p95", at(every, 0.95) * 1000, None, LIMIT_MS))
    return figures


def queries(session: Session, dice: random.Random, runs: int) -> dict[str, list[str]]:
    """What is typed: the beginnings of names that are there, by letters and signs, phone tails."""
    whole = [people.pinyin(one).replace(" ", "").lower() for one in _names(dice, runs)]
    signs = _names(dice, runs)
    phones = [figure(dice, 2026).phone for _number in range(runs)]
    letters = {f"{size} letters": [one[:size] for one in whole] for size in (1, 2, 3, 4)}
    chinese = {f"{size} signs": [one[:size] for one in signs] for size in (1, 2, 3)}
    tails = {f"{size} of a phone": [one[-size:] for one in phones] for size in (1, 2, 4)}
    return {**letters, **chinese, **tails}


def _names(dice: random.Random, runs: int) -> list[str]:
    return [figure(dice, 2026).name for _number in range(runs)]


def check_plan(session: Session) -> None:
    """No big table is read from end to end; raises RuntimeError with the plan."""
    key = query_key("zhang")
    wanted = {"key": key, "after": people.after(key), "limit": SHOWN, "read": people.PREFIX_READ}
    for statement, values in (
        (people._FOUND, wanted),
        (people._HERE.format(marks="?, ?"), (1, 2)),
    ):
        plan = [
            row[3]
            for row in session.store.database.execute_sql(
                f"EXPLAIN QUERY PLAN {statement}", values
            ).fetchall()
        ]
        # "SCAN h" or "SCAN hit" reads the few rows that were found; a big table must be searched.
        bad = [
            line
            for line in plan
            if line.startswith("SCAN") and line.split()[1] in (*_BIG, "p", "v")
        ]
        used = any("USING" in line and ("KEY" in line or "INDEX" in line) for line in plan)
        if bad or not used:
            raise RuntimeError(f"a search reads a whole table: {plan}")
