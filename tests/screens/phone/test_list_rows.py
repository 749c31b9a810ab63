"""The rows of the telephone's lists: exact to the cell, numbers masked, time alone in colour."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.clock import MINUTE, SECOND, Millis
from frontdesk.phone import lists
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Kind, Tried
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.phone import list_rows, list_side
from screens.phone.list_rows import Chosen, Look, Owed
from screens.phone.list_side import Picture
from tests.conftest import MORNING, MadeDesk
from tests.screens.phone import listing

INK = ink_of("frontdesk-dark", flat=False)
NOW: Millis = MORNING
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ME = 1


def look(room: int = 73, *, two: bool = False, plain: bool = False) -> Look:
    """A list of this width."""
    return Look(
        INK,
        PLAIN if plain else FULL,
        two,
        room,
        lambda key: key.rpartition(".")[2],
        lambda at: f"{(at - MORNING) // MINUTE + 450}",
        lambda _at: "22 Nov",
        lambda _at: "7:30",
        lambda staff: {1: "Li Na", 2: "Wang Fang", None: "–"}[staff],
        ME,
        "2026-11-23",
    )


def owed(kind: Kind = "callback", **more: object) -> Owed:
    """Something owed in eight minutes."""
    told: dict[str, object] = {
        "chosen": Chosen(call_id=1, task_id=2), "kind": kind, "ticket": "L-0012", "name": "何静",
        "phone": "13912344471", "withheld": False, "text": "", "since": NOW - MINUTE,
        "due_at": NOW + 8 * MINUTE, "window": 5 * MINUTE,
    }  # fmt: skip
    return Owed(**{**told, **more})  # type: ignore[arg-type]


@pytest.fixture
def calls(session: Session, desk: MadeDesk) -> Callable[[str], CallLine]:
    """The call of a ticket, of the written morning."""
    listing.write_morning(session, desk)
    found = {one.ticket: one for one in lists.of_day(session, session.today())}
    return lambda ticket: found[ticket]


def _text(row: list_rows.Row, at: int = 0) -> str:
    return lines.text_of(row.lines[at])


def test_where_a_call_stands(calls: Callable[[str], CallLine], desk: MadeDesk) -> None:
    now = desk.clock.now()
    said = {
        ticket: (here.sign, here.word)
        for ticket in ("L-0001", "L-0002", "L-0004", "L-0005", "L-0010", "L-0011")
        for here in [list_rows.standing(calls(ticket), now, look())]
    }
    assert said == {
        "L-0001": ("✓", "answered"),
        "L-0002": ("✗", "missed"),
        "L-0004": ("✗", "missed"),
        "L-0005": ("✓", "promised"),
        "L-0010": ("◦", "write it up"),
        "L-0011": ("▸", "rings"),
    }
    later = now + 2 * MINUTE
    assert list_rows.standing(calls("L-0010"), later, look()).word == "no outcome"
    # Given up, though nobody wrote it down yet.
    assert list_rows.standing(calls("L-0011"), later, look()).word == "missed"


def test_a_call_in_one_line_and_in_two(calls: Callable[[str], CallLine], desk: MadeDesk) -> None:
    now = desk.clock.now()
    (one,) = list_rows.call_row(calls("L-0001"), now, look(79)).lines
    assert lines.text_of(one) == (
        " ✓   450  L-0001  何静  139****4471             answered · inquiry         2:14"
    )
    assert lines.width(one) == 79
    first, second = list_rows.call_row(calls("L-0001"), now, look(two=True)).lines
    assert lines.text_of(first).endswith("answered                 2:14")
    assert lines.text_of(second).strip() == "inquiry · When does the clinic open on Sunday?"
    assert lines.text_of(second).index("inquiry") == 18
    missed = list_rows.call_row(calls("L-0002"), now, look(two=True))
    assert _text(missed, 1).strip() == "ring 2, 0:09"
    other = msgspec.structs.replace(calls("L-0001"), day="2026-11-22")
    assert "22 Nov" in _text(list_rows.call_row(other, now, look(), dated=True))


@pytest.mark.parametrize("room", [60, 73, 79, 109])
def test_rows_of_calls_are_exact(
    calls: Callable[[str], CallLine], desk: MadeDesk, room: int
) -> None:
    for number in range(1, 12):
        for dated in (False, True):
            call = msgspec.structs.replace(calls(f"L-{number:04}"), name="尉迟敏 Yuchi Min " * 3)
            seen = look(room, two=True)
            row = list_rows.call_row(call, desk.clock.now(), seen, dated=dated)
            assert lines.width(row.lines[0]) == room
            assert lines.width(row.lines[1]) <= room
            assert lines.width(list_rows.call_heading(seen, dated=dated)) == room
    assert lines.width(list_rows.owed_heading(look(room))) == room


def test_numbers_are_masked_everywhere(
    calls: Callable[[str], CallLine], session: Session, desk: MadeDesk
) -> None:
    now = desk.clock.now()
    shown = []
    for number in range(1, 12):
        call = calls(f"L-{number:04}")
        picture = list_side.read(session, call.id, None)
        shown += [_text(list_rows.call_row(call, now, look(120)))]
        shown += [lines.text_of(one) for one in list_side.facts(picture, now, look(), 120)]
    for task in tasks.open_tasks(session):
        one = list_rows.owed_of_task(task, session.pack.phone)
        picture = list_side.read(session, one.chosen.call_id, one)
        shown += [_text(list_rows.owed_row(one, now, look(120)))]
        shown += [lines.text_of(row) for row in list_side.facts(picture, now, look(), 120)]
    text = "\n".join(shown)
    assert "139****4471" in text
    assert not [number for number in listing.PHONES.values() if number in text]
    call = calls("L-0001")
    full = list_side.read(session, call.id, None, phone="13912344471")
    assert "13912344471" in lines.text_of(list_side.facts(full, now, look(), 60)[1])


def test_time_alone_is_amber_or_red() -> None:
    def styles(one: Owed, now: Millis) -> set[object]:
        return {span.style for span in list_rows.owed_row(one, now, look(two=True)).lines[0]}

    coloured = {INK.soon, INK.soon_text, INK.due, INK.due_text}
    assert not styles(owed(), NOW) & coloured
    assert styles(owed(), NOW + 4 * MINUTE) & coloured == {INK.soon, INK.soon_text}
    assert styles(owed(), NOW + 9 * MINUTE) & coloured == {INK.due, INK.due_text}
    assert " ! CALL BACK " in _text(list_rows.owed_row(owed(), NOW + 9 * MINUTE, look()))
    assert "1:00 late" in _text(list_rows.owed_row(owed(), NOW + 9 * MINUTE, look()))


def test_what_has_no_time_is_never_late() -> None:
    question = owed("question", due_at=None, text="Why?")
    for later in (0, 90 * MINUTE):
        assert (question.state(NOW + later), question.late(NOW + later)) == ("ahead", False)
    assert "for 1:31:00" in _text(list_rows.owed_row(question, NOW + 90 * MINUTE, look()))
    nobody = owed(due_at=None, name="", phone="", withheld=True)
    shown = _text(list_rows.owed_row(nobody, NOW, look()))
    assert "number withheld" in shown
    assert shown.endswith("–")


def test_a_question_without_a_time_is_not_owed_by_its_beginning(
    session: Session, desk: MadeDesk
) -> None:
    listing.write_morning(session, desk)
    made = {
        one.kind: list_rows.owed_of_task(one, session.pack.phone)
        for one in tasks.open_tasks(session)
    }
    assert made["question"].due_at is None
    assert made["promise"].due_at is not None
    assert made["callback"].due_at is not None


def test_attempts_and_whose_hands() -> None:
    tries = (
        Tried(at=NOW, staff_id=1, outcome="busy"),
        Tried(at=NOW, staff_id=2, outcome="no_answer"),
    )
    shown = _text(list_rows.owed_row(owed(tries=tries, count=2), NOW, look(100)))
    assert "2 tries: no_answer · missed 7:30" in shown
    two = list_rows.owed_row(owed(tries=tries, count=2), NOW, look(two=True))
    assert "missed 7:30 · 2 calls" in _text(two)
    assert _text(two, 1).strip() == "L-0012 · 2 tries: no_answer"
    assert list_rows.hands(owed(owner_id=ME), look()) == ""
    assert list_rows.hands(owed(owner_id=2), look()) == "Wang Fang's"
    assert list_rows.hands(owed(owner_id=ME, offered_id=2), look()) == "offered to Wang Fang"
    offered = owed("question", text="Why?", owner_id=2, offered_id=ME)
    assert list_rows.hands(offered, look()) == "offered to you by Wang Fang"
    assert "⚑ Why?" in _text(list_rows.owed_row(offered, NOW, look()))
    assert "⚑ offered to you by Wang Fang · Why?" in _text(
        list_rows.owed_row(offered, NOW, look(two=True)), 1
    )


words = st.text(alphabet=st.sampled_from("ab 何静\u202e\x1b[31m…—👩🏽‍🚀"), max_size=40)


@SHARED
@given(
    name=words,
    text=words,
    room=st.integers(60, 160),
    two=st.booleans(),
    plain=st.booleans(),
    kind=st.sampled_from(("callback", "promise", "question")),
    after=st.integers(-60, 3000),
)
def test_every_row_is_exact(
    name: str, text: str, room: int, two: bool, plain: bool, kind: Kind, after: int
) -> None:
    seen = look(room, two=two, plain=plain)
    one = owed(kind, name=name, text=text, owner_id=2, offered_id=ME)
    row = list_rows.owed_row(one, NOW + after * SECOND, seen)
    assert lines.width(row.lines[0]) == room
    assert all(lines.width(line) <= room for line in row.lines)
    shown = "".join(lines.text_of(line) for line in row.lines)
    assert not set(shown) & set("\x1b\u202e\n")
    picture = Picture(None, one, None)
    acts = list_side.acts(picture, NOW, seen)
    for made in (
        list_side.tall(picture, NOW, seen, 42, 20, acts),
        list_side.flat(picture, NOW, seen, 78, 5, acts),
    ):
        assert all(lines.width(line) <= 78 for line in made)
    assert all(lines.width(line) <= 42 for line in list_side.tall(picture, NOW, seen, 42, 20, acts))


def test_what_can_be_done_is_never_lost_for_want_of_rows() -> None:
    long = owed("promise", text="word " * 400, owner_id=ME)
    picture = Picture(None, long, None)
    acts = list_side.acts(picture, NOW, look())
    made = [
        lines.text_of(one).rstrip() for one in list_side.tall(picture, NOW, look(), 42, 12, acts)
    ]
    assert len(made) == 12
    assert made[-5:] == [
        "f      Promise kept",
        "c      Call",
        "g      Give to a colleague",
        "x      Not needed any more",
        "Enter  Open the call",
    ]
    flat = [lines.text_of(one) for one in list_side.flat(picture, NOW, look(), 78, 5, acts)]
    assert len(flat) == 5
    assert flat[-2].startswith("f Promise kept   c Call")
    assert "Enter" not in "".join(flat)


def test_plain_signs_stand_in_long_words_too() -> None:
    said = Picture(None, owed("promise", text="wait … “now” – " * 9, owner_id=ME), None)
    acts = list_side.acts(said, NOW, look(plain=True))
    made = [
        *list_side.tall(said, NOW, look(plain=True), 42, 20, acts),
        *list_side.flat(said, NOW, look(plain=True), 78, 5, acts),
    ]
    assert not set("".join(lines.text_of(one) for one in made)) & set("…“”–─·")


def test_what_was_offered_is_taken_or_left() -> None:
    offered = Picture(None, owed("question", owner_id=2, offered_id=ME), None)
    assert [one.key for one in list_side.acts(offered, NOW, look())] == [
        "f",
        "c",
        "y",
        "x",
        "Enter",
    ]
    mine = {
        one.key: one for one in list_side.acts(Picture(None, owed("question"), None), NOW, look())
    }
    assert not mine["x"].available
    nobody = owed(chosen=Chosen(call_id=1), phone="", due_at=None)
    acts = {
        one.key: one.available for one in list_side.acts(Picture(None, nobody, None), NOW, look())
    }
    assert acts == {"c": False, "t": False, "g": False, "x": False, "Enter": False}
