"""The first row of a call: the clocks are always told, what is late is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from frontdesk import words
from frontdesk.clock import MINUTE, SECOND
from frontdesk.packs.load import builtin
from frontdesk.phone import answering, lists, talking
from frontdesk.phone.answering import Ringing
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.phone.head_lines import Head, head_lines, head_of
from tests.conftest import MadeDesk

INK = ink_of("frontdesk-dark", flat=False)
FLAT = ink_of("frontdesk-dark", flat=True)
CN = builtin("hotline").rings["CN"]
HEAD = Head(
    who="何静",
    about="He Jing · F 38",
    number="139****4471",
    state="talking",
    talked=134 * SECOND,
    held=0,
    hold_most=30 * SECOND,
    left=MINUTE,
    rang=7 * SECOND,
    cadence=CN,
)


def shown(head: Head, room: int = 114) -> str:
    return lines.text_of(head_lines(head, room, INK, FULL)[0])


def style(head: Head, text: str) -> object:
    row = head_lines(head, 114, INK, FULL)[0]
    return next(span.style for span in row if text in span.text)


clocks = st.integers(-(10**6), 10**8)


@given(
    st.builds(
        Head,
        who=st.text(max_size=30),
        number=st.text(max_size=20),
        about=st.text(max_size=30),
        state=st.sampled_from(["talking", "held", "wrapup", "done"]),
        talked=clocks,
        held=clocks,
        hold_most=clocks,
        left=clocks,
        rang=st.none() | clocks,
        cadence=st.none() | st.just(CN),
        out=st.booleans(),
    ),
    st.integers(0, 170),
    st.sampled_from([INK, FLAT]),
    st.sampled_from([FULL, PLAIN]),
)
def test_one_row_of_exactly_the_room(head: Head, room: int, ink: Ink, glyphs: Glyphs) -> None:
    rows = head_lines(head, room, ink, glyphs)
    assert [lines.width(row) for row in rows] == [room]


def test_as_in_the_picture() -> None:
    row = shown(HEAD)
    assert row.startswith("何静  He Jing · F 38  139****4471   ")
    assert row.endswith(
        "answered in ✓ 0:07    talking 2:14    on hold 0:00 of 0:30    after call 1:00"
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", [76, 114, 154])
def test_who_the_number_and_every_clock_at_every_width(room: int, language: str) -> None:
    words.use(language)
    row = shown(HEAD, room)
    assert "…" not in row
    for told in ("何静", "139****4471", "✓ 0:07", "2:14", "0:00", "0:30", "1:00"):
        assert told in row


def test_what_is_known_gives_way_before_the_number() -> None:
    row = shown(replace(HEAD, about="F 38 · a very long story indeed"))
    assert row.startswith("何静  139****4471   ")


def test_answered_late_is_red_and_unknown_is_a_dash() -> None:
    late = replace(HEAD, rang=15 * SECOND)
    assert "answered in ! 0:15" in shown(late)
    assert style(late, "! 0:15") == INK.due_text
    assert "answered in ✓ 0:14" in shown(replace(HEAD, rang=15 * SECOND - 1))
    assert "answered in –" in shown(replace(HEAD, rang=None))
    assert "reached 0:15" in shown(replace(late, out=True))


def test_a_hold_is_amber_and_red_when_too_long() -> None:
    held = replace(HEAD, state="held", held=29 * SECOND)
    assert style(held, "of 0:30") == INK.soon
    assert style(replace(held, held=30 * SECOND), "of 0:30") == INK.due
    assert style(replace(held, state="talking", held=31 * SECOND), "of 0:30") == INK.fg


def test_the_time_for_the_record_runs_out() -> None:
    after = replace(HEAD, state="wrapup", left=40 * SECOND)
    assert shown(after).endswith("after call 0:40")
    assert style(after, "0:40") == INK.soon
    over = replace(HEAD, state="done", left=-10 * SECOND)
    assert shown(over).endswith("after call 0:10 late")
    assert style(over, "late") == INK.due_text


async def test_the_head_of_a_real_call(desk: MadeDesk) -> None:
    session = desk.as_staff()
    call = answering.ring(session, Ringing("13912344471"))

    def head() -> Head:
        line = lists.one(session, call.id)
        assert line is not None
        return head_of(line, desk.clock.now(), "何静", "139****4471")

    desk.clock.advance(7 * SECOND)
    answering.answer(session, call.id)
    desk.clock.advance(MINUTE)
    talking.hold(session, call.id)
    desk.clock.advance(12 * SECOND)
    assert shown(head()).endswith(
        "answered in ✓ 0:07    talking 1:00    on hold 0:12 of 0:30    after call 1:00"
    )
    assert head().state == "held"
    talking.resume(session, call.id)
    talking.hold(session, call.id)
    assert head().held == 0
    talking.resume(session, call.id)
    assert (head().state, head().held) == ("talking", 12 * SECOND)
    talking.hang_up(session, call.id, "caller")
    desk.clock.advance(20 * SECOND)
    assert (head().state, head().left) == ("wrapup", 40 * SECOND)
    desk.clock.advance(MINUTE)
    assert (head().state, head().left) == ("done", -20 * SECOND)
    assert head().talked == MINUTE


def test_a_call_that_nobody_answered_yet_only_calls() -> None:
    head = Head(
        who="何静", number="138****2046", state="calling", talked=0, held=0, hold_most=30_000,
        left=60_000, rang=7_000, out=True,
    )  # fmt: skip
    ink = ink_of("frontdesk-dark", flat=False)
    text = lines.text_of(head_lines(head, 80, ink, FULL)[0])
    assert text.endswith("calling 0:07")
    assert "reached" not in text
