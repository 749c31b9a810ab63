"""What was before: what is owed first, how each ended, in any room."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from frontdesk import words
from frontdesk.clock import DAY, HOUR, MINUTE, local
from frontdesk.packs.load import builtin
from frontdesk.phone import answering, callers
from frontdesk.phone.answering import Ringing
from frontdesk.phone.callers import Contact
from frontdesk.words import language
from screens.parts import lines
from screens.parts.context import short_day
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.phone.before_lines import Before, before_lines, counted
from tests.conftest import MORNING, ZONE, MadeDesk

INK = ink_of("frontdesk-dark", flat=False)
FLAT = ink_of("frontdesk-dark", flat=True)
PACK = builtin("hospital")
ROOM = 57

CALL = Contact(
    what="call", id=1, at=MORNING - 20 * DAY, day="2026-11-03", ticket="L-0001", channel="phone",
    direction="in", kind="inquiry", outcome="answered", text="opening hours", staff_id=None,
)  # fmt: skip
VISIT = Contact(
    what="visit", id=2, at=MORNING - DAY, day="2026-11-22", ticket="A012", channel="",
    direction="", kind="report", outcome="left", text="", staff_id=None,
)  # fmt: skip
TASK = Contact(
    what="task", id=3, at=MORNING - HOUR, day="2026-11-23", ticket="L-0002", channel="",
    direction="", kind="promise", outcome="", text="supervisor calls", staff_id=1,
    due_at=MORNING + HOUR,
)  # fmt: skip


def time(at: int) -> str:
    moment = local(at, ZONE)
    return f"{moment.hour}:{moment.minute:02d}"


def before(*contacts: Contact) -> Before:
    return Before(
        contacts=contacts,
        now=MORNING,
        say=lambda key: PACK.say(key, language()),
        day=lambda at: short_day(at, ZONE),
        time=time,
    )


def shown(*contacts: Contact, room: int = ROOM, rows: int = 9) -> list[str]:
    found = before_lines(before(*contacts), room, rows, INK, FULL)
    return [lines.text_of(row) for row in found]


contacts = st.lists(
    st.builds(
        replace,
        st.sampled_from([CALL, VISIT, TASK]),
        text=st.text(max_size=80),
        at=st.integers(MORNING - 400 * DAY, MORNING),
        missed=st.booleans(),
    ),
    max_size=6,
)


@given(
    contacts,
    st.integers(0, 120),
    st.integers(0, 9),
    st.sampled_from([FULL, PLAIN]),
    st.sampled_from([INK, FLAT]),
    st.sampled_from(["en", "zh"]),
)
def test_never_wider_or_higher_than_there_is_room(
    found: list[Contact], room: int, rows: int, glyphs: object, ink: object, spoken: str
) -> None:
    words.use(spoken)
    drawn = before_lines(before(*found), room, rows, ink, glyphs)  # type: ignore[arg-type]
    assert len(drawn) <= rows
    assert {lines.width(row) for row in drawn} <= {room}


def test_what_is_owed_a_visit_and_a_call() -> None:
    rows = shown(TASK, VISIT, CALL)
    assert rows[0].startswith("Before ─")
    assert rows[0].endswith(" 1 call, 1 visit")
    assert rows[1].split() == ["23", "Nov", "promise", "supervisor", "calls", "till", "8:30"]
    assert rows[2].split() == ["22", "Nov", "visit", "fetch", "a", "report", "Left", "unseen"]
    assert rows[3].split() == ["3", "Nov", "call", "opening", "hours", "✓", "answered"]
    abouts = ("supervisor", "fetch", "opening")
    assert len({row.index(word) for row, word in zip(rows[1:], abouts, strict=True)}) == 1


def test_an_owed_thing_that_is_late_is_red_and_names_another_day() -> None:
    late = replace(TASK, due_at=MORNING - MINUTE)
    row = before_lines(before(late), ROOM, 9, INK, FULL)[1]
    assert row[-1].text == "till 7:29"
    assert row[-1].style == INK.due_text
    tomorrow = before_lines(before(replace(TASK, due_at=MORNING + DAY)), ROOM, 9, INK, FULL)[1]
    assert tomorrow[-1].text == "till 24 Nov 7:30"
    assert tomorrow[-1].style == INK.fg
    assert shown(replace(TASK, due_at=None))[1].endswith(" still open")


def test_how_a_call_ended() -> None:
    assert shown(replace(CALL, missed=True, outcome=""))[1].endswith(" missed")
    assert shown(replace(CALL, outcome=""))[1].endswith(" no outcome")
    assert " called  " in shown(replace(CALL, direction="out"))[1]
    assert "inquiry" in shown(replace(CALL, text=""))[1]


def test_in_a_narrow_panel_what_is_owed_still_says_till_when() -> None:
    rows = shown(TASK, CALL, room=30)
    assert rows[1].rstrip().endswith("till 8:30")


def test_nobody_was_here_before() -> None:
    rows = shown()
    assert rows[1].startswith(" No earlier contact.")
    assert counted(()) == ""
    assert counted((CALL, CALL, VISIT, TASK)) == "2 calls, 1 visit"


def test_the_text_of_a_record_stays_one_row() -> None:
    assert "one two" in shown(replace(CALL, text="one\n\ttwo"))[1]


async def test_the_history_of_a_real_caller(desk: MadeDesk) -> None:
    session = desk.as_staff()
    call = answering.ring(session, Ringing("13912344471"))
    answering.caller_gone(session, call.id)
    found = callers.history(session, "13912344471", None)
    rows = shown(*found)
    assert rows[0].endswith(" 1 call")
    assert "call back" in rows[1]
    assert rows[2].endswith(" missed")
