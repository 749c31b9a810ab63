"""Keys of texts, and the rows under them, whichever key leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.session import Session
from frontdesk.store import grams
from frontdesk.store.grams import Wanted

CALLS = grams.Keys("call_key", "call_id", "call")


def test_words_whole_and_signs_in_twos() -> None:
    keys = grams.keys_of(("MRI 磁共振", None, "好"), "+442079460018")
    assert keys == ["#810064970244", "mri", "共振", "好", "振", "磁共"]
    assert grams.keys_of((None, ""), None) == []


def test_what_is_typed_becomes_what_a_row_must_have() -> None:
    assert grams.by_word("磁共振") == [Wanted("磁共"), Wanted("共振")]
    assert grams.by_word("磁") == [Wanted("磁", "磂")]
    assert grams.by_word("X-ray") == [Wanted("x", "y"), Wanted("ray", "raz")]
    assert grams.by_word("共振 共振 ，") == [Wanted("共振")]
    assert len(grams.by_word("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往")) == grams.MOST_KEYS
    assert grams.by_number("２０-46") == [Wanted("#6402", "#6403")]
    assert grams.by_number("20a") == grams.by_number("") == grams.by_number("- (") == []


@given(st.text(max_size=200))
def test_a_text_has_every_key_that_it_is_asked_for(text: str) -> None:
    keys = grams.keys_of((text,))
    assert all(0 < len(key) <= grams.WORD_LIMIT for key in keys)
    for one in grams.by_word(text):
        if one.until:
            assert any(one.key <= key < one.until for key in keys)
        else:
            assert one.key in keys


@pytest.fixture
def rows(session: Session) -> list[set[str]]:
    """Calls one to forty, with keys in them; the even ones stand under more."""
    execute = session.store.database.execute_sql
    found = []
    for number in range(1, 41):
        execute(
            "INSERT INTO call (id, day, number, channel, direction, how, line, withheld,"
            " began_at, ended_by, kind, outcome, pack) VALUES"
            " (?, '2026-11-23', ?1, 'phone', 'in', 'hand', '', 0, 1, '', '', '', '')",
            (number,),
        )
        keys = {"电梯", "lift", f"room{number}"}
        keys |= {"停车"} if number % 2 == 0 else {"lifts"}
        keys |= {"押金"} if number in (6, 7) else set()
        grams.index(execute, CALLS, number, keys)
        found.append(keys)
    return found


ASKED = [
    ["电梯"],
    ["电梯", "停车"],
    ["电梯", "押金"],
    ["停车", "押金"],
    ["停车", "押金", "电梯"],
    ["lif*"],
    ["lif*", "停车"],
    ["lifts*", "停车"],
    ["room1*"],
    ["r*", "押金"],
    ["r*", "l*"],
    ["nothing"],
    ["电梯", "nothing"],
]


@pytest.mark.parametrize("few", [1, 5, 1_000])
@pytest.mark.parametrize("asked", ASKED, ids="+".join)
def test_every_way_through_finds_the_same(
    session: Session,
    rows: list[set[str]],
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
    few: int,
) -> None:
    monkeypatch.setattr(grams, "_FEW", few)
    wanted = [
        Wanted(one[:-1], one[:-2] + chr(ord(one[-2]) + 1)) if one.endswith("*") else Wanted(one)
        for one in asked
    ]

    def has(keys: set[str], one: Wanted) -> bool:
        return any(one.key <= key < one.until if one.until else key == one.key for key in keys)

    right = [
        number
        for number in range(len(rows), 0, -1)
        if all(has(rows[number - 1], one) for one in wanted)
    ]
    execute = session.store.database.execute_sql
    assert grams.under(execute, CALLS, wanted, 100) == right
    assert grams.under(execute, CALLS, wanted, 3) == right[:3]
    assert grams.under(execute, CALLS, wanted, 100, before=20) == [n for n in right if n < 20]


def test_nothing_wanted_is_nothing_found(session: Session, rows: list[set[str]]) -> None:
    assert grams.under(session.store.database.execute_sql, CALLS, [], 5) == []


def test_an_index_made_anew_writes_what_changed_only(
    session: Session, rows: list[set[str]]
) -> None:
    written: list[str] = []

    def execute(statement: str, values: tuple[object, ...]) -> object:
        if not statement.startswith("SELECT"):
            written.append(str(values))
        return session.store.database.execute_sql(statement, values)

    grams.index(execute, CALLS, 6, rows[5])
    assert written == []
    grams.index(execute, CALLS, 6, (rows[5] - {"押金"}) | {"退款"})
    assert written == ["('押金', 6)", "(6, '退款')"]
    grams.index(execute, CALLS, 6, ())
    left = session.store.database.execute_sql("SELECT count(*) FROM call_key WHERE call_id = 6")
    assert left.fetchone() == (0,)
