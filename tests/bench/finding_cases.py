"""Finding words among very many cases, against reading them all with LIKE in the same run (C7)."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from cases_home import with_cases, words_in
from homes import opened
from report import Figure, at, compare

from frontdesk.cases import finding, likeness
from frontdesk.cases.likeness import Draft
from frontdesk.session import Session
from frontdesk.store import grams

SHOWN = 50
LIMIT_MS = 50.0
# Ours over the baseline: a twentieth among so many.
PART = 1 / 20
MANY = 100_000
_LIKE = "SELECT id FROM desk_case WHERE facts LIKE ? ORDER BY id DESC"
_BIG = ("desk_case", "case_key", "c", "k", "o")


def measure(folder: Path, count: int, runs: int = 120) -> list[Figure]:
    """The p95 of one search for Chinese words of two characters, and of other ways of typing."""
    home = folder / f"cases-{count}"
    with_cases(home, count)
    dice = random.Random(5)
    with opened(home) as session:
        check_plan(session)
        told = [_facts(session, dice.randrange(count) + 1) for _number in range(runs)]
        two = [dice.choice(words_in(text)) for text in told]
        ours, like = [], []
        for word in two:
            ours.append(_timed(lambda word=word: finding.find(session, word, SHOWN)))
            like.append(_timed(lambda word=word: _read_all(session, word)))
        # Among a few, LIKE has little to read.
        part = PART if count >= MANY else None
        figures = [
            Figure(f"find among {count:,} cases, p95", at(ours, 0.95) * 1000, None, LIMIT_MS),
            compare("the same against LIKE, p95", ours, like, part, 0.95),
            compare("the same against LIKE, p50", ours, like, part, 0.5),
        ]
        for name, typed in _others(told, two, dice).items():
            times = [_timed(lambda text=text: finding.find(session, text, SHOWN)) for text in typed]
            figures.append(Figure(f"find, {name}, p95", at(times, 0.95) * 1000, None, LIMIT_MS))
        times = [
            _timed(lambda text=text: likeness.like(session, Draft(facts=text, place="lab")))
            for text in told[: runs // 4]
        ]
        figures.append(Figure("likely the same matter, p95", at(times, 0.95) * 1000, None, None))
    return figures


def _others(told: list[str], two: list[str], dice: random.Random) -> dict[str, list[str]]:
    pairs = list(zip(two, dice.sample(two, len(two)), strict=True))
    return {
        "one character": [word[0] for word in two],
        "four characters of a text": [text[9:13] for text in told],
        "two words": [f"{one} {other}" for one, other in pairs],
        "the beginning of an English word": ["wai", "rep", "nur", "w", "e", "zzz"] * 8,
    }


def _timed(search: Callable[[], object]) -> float:
    began = time.perf_counter()
    search()
    return time.perf_counter() - began


def _read_all(session: Session, word: str) -> int:
    return len(session.store.database.execute_sql(_LIKE, (f"%{word}%",)).fetchall())


def _facts(session: Session, case_id: int) -> str:
    row = session.store.database.execute_sql(
        "SELECT facts FROM desk_case WHERE id = ?", (case_id,)
    ).fetchone()
    return str(row[0])


def check_plan(session: Session) -> None:
    """No big table is read from end to end; raises RuntimeError with the plan."""
    asked: list[str] = []

    def execute(statement: str, values: tuple[object, ...]) -> object:
        plan = session.store.database.execute_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        asked.extend(row[3] for row in plan.fetchall())
        return session.store.database.execute_sql(statement, values)

    for typed in ("电梯", "电梯停车", "电梯 lift"):
        grams.under(execute, finding.KEYS, grams.by_word(typed), SHOWN)
    bad = [line for line in asked if line.startswith("SCAN") and line.split()[1] in _BIG]
    if bad or not any("INDEX" in line or "PRIMARY KEY" in line for line in asked):
        raise RuntimeError(f"a search reads a whole table: {asked}")
