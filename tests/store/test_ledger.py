"""The log: a chain over everything an entry says, and seals over everything a row holds."""

import secrets
from typing import Any

import msgspec
import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.session import Session
from frontdesk.store import ledger
from frontdesk.store.ledger import Head, Heading

CODE = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:+-", max_size=64)
WORDS = st.text(max_size=20)
NUMBER = st.integers(0, 2**53)

headings = st.builds(
    Heading,
    at=NUMBER,
    day=st.dates().map(str),
    kind=CODE,
    staff=st.none() | NUMBER,
    seat=st.none() | NUMBER,
    post=WORDS,
    about=CODE,
    about_id=st.none() | NUMBER,
    act=st.uuids().map(str),
    pack=CODE,
)
digests = st.binary(min_size=32, max_size=32)
seals = st.lists(st.tuples(CODE, NUMBER, digests), max_size=4)
values = st.none() | NUMBER | WORDS


@given(headings, headings, digests, NUMBER)
def test_entries_that_say_another_thing_have_another_hash(
    one: Heading, other: Heading, prev: bytes, number: int
) -> None:
    first = ledger.chain(prev, number, one, "{}", ledger.ZERO)
    second = ledger.chain(prev, number, other, "{}", ledger.ZERO)
    assert (first == second) == (one == other)


@given(headings, digests, NUMBER, st.data())
def test_each_part_of_an_entry_is_in_its_hash(
    heading: Heading, prev: bytes, number: int, data: st.DataObject
) -> None:
    right = ledger.chain(prev, number, heading, '{"a":1}', ledger.ZERO)
    name = data.draw(st.sampled_from([field.name for field in msgspec.structs.fields(Heading)]))
    changed: Any = getattr(heading, name)
    changed = changed + "x" if isinstance(changed, str) else (changed or 0) + 1
    other = msgspec.structs.replace(heading, **{name: changed})
    assert ledger.chain(prev, number, other, '{"a":1}', ledger.ZERO) != right
    assert ledger.chain(prev, number + 1, heading, '{"a":1}', ledger.ZERO) != right
    assert ledger.chain(prev, number, heading, '{"a":2}', ledger.ZERO) != right
    assert ledger.chain(prev, number, heading, '{"a":1}', prev) != right or prev == ledger.ZERO
    assert ledger.chain(bytes(b ^ 1 for b in prev), number, heading, '{"a":1}', ledger.ZERO) != (
        right
    )


@given(seals, seals)
def test_other_seals_make_another_digest(
    one: list[tuple[str, int, bytes]], other: list[tuple[str, int, bytes]]
) -> None:
    assert (ledger.seal_all(one) == ledger.seal_all(other)) == (one == other)


@given(st.lists(st.tuples(values, st.booleans()), min_size=1, max_size=6), st.data())
def test_each_value_of_a_row_is_in_its_seal(
    columns: list[tuple[Any, bool]], data: st.DataObject
) -> None:
    salt = secrets.token_bytes(16)
    right = ledger.digest("t", 1, salt, columns)
    at = data.draw(st.integers(0, len(columns) - 1))
    other = data.draw(values.filter(lambda value: value != columns[at][0]))
    changed = [*columns]
    changed[at] = (other, columns[at][1])
    assert ledger.digest("t", 1, salt, changed) != right
    assert ledger.digest("t", 2, salt, columns) != right
    assert ledger.digest("u", 1, salt, columns) != right


@given(WORDS)
def test_a_seal_cannot_be_tried_without_the_salt(name: str) -> None:
    first = ledger.digest("t", 1, secrets.token_bytes(16), [(name, True)])
    assert first != ledger.digest("t", 1, secrets.token_bytes(16), [(name, True)])


@given(st.dictionaries(CODE, st.none() | st.booleans() | NUMBER | CODE | st.lists(CODE)))
def test_codes_and_figures_are_taken_and_read_back(facts: dict[str, Any]) -> None:
    assert msgspec.json.decode(ledger.check_facts(facts)) == facts


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Zhang Wei"},
        {"name": "张伟"},
        {"note": "in pain, very"},
        {"told": ["doctor", "his wife"]},
        {"code": "x" * 65},
        {"code": "x\n"},
        {"share": 0.5},
        {"shares": [0.5]},
        {"free text": 1},
        {"deep": {"name": "x"}},
        {"deep": [["x"]]},
        {"raw": b"x"},
    ],
)
def test_free_text_and_fractions_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"free text|whole number"):
        ledger.check_facts(facts)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET kind = 'x' WHERE id = 1",
        "DELETE FROM entry WHERE id = 1",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1",
        "REPLACE INTO entry SELECT * FROM entry ORDER BY id DESC LIMIT 1",
        "INSERT OR IGNORE INTO entry SELECT id + 5, at, day, kind, staff, seat, post, about,"
        " about_id, facts, 'new', pack, sealed, prev, hash FROM entry WHERE id = 1",
        "UPDATE OR REPLACE entry SET id = 99 WHERE id = 1",
        "INSERT INTO entry SELECT -1, at, day, kind, staff, seat, post, about,"
        " about_id, facts, 'new', pack, sealed, prev, hash FROM entry WHERE id = 1",
        "UPDATE seal SET digest = x'' WHERE id = 1",
        "DELETE FROM seal WHERE id = 1",
        "INSERT OR REPLACE INTO seal SELECT * FROM seal WHERE id = 1",
        "INSERT INTO seal SELECT id + 9999, entry, tab, row, digest FROM seal WHERE id = 1",
        "INSERT INTO seal (id, entry, tab, row, digest)"
        " SELECT max(id) + 1, 9999, 'x', 1, x'' FROM seal",
    ],
)
def test_the_log_takes_no_change(session: Session, statement: str) -> None:
    database = session.store.database
    before = database.execute_sql("SELECT count(*), max(id), min(id) FROM entry").fetchone()
    with pytest.raises(peewee.IntegrityError):
        database.execute_sql(statement)
    assert database.execute_sql("SELECT count(*), max(id), min(id) FROM entry").fetchone() == before


def test_the_head_is_said_as_printed() -> None:
    assert Head(41, b"\x9f" * 32).say() == "41-" + "9f" * 32


def test_an_empty_log_has_the_head_nought(session: Session) -> None:
    class Empty:
        @staticmethod
        def execute_sql(*_arguments: object) -> Any:
            return session.store.database.execute_sql("SELECT 1 WHERE 0")

    assert ledger.head(Empty()) == Head(0, ledger.ZERO)  # type: ignore[arg-type]
