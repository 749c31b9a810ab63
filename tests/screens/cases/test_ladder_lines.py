"""The ladder: the highest post on top, passed green, held inverse, ahead faint; its time runs."""

import pytest
from msgspec.structs import replace

from frontdesk import words
from frontdesk.cases.case_file import CaseFile, RungLine
from screens.cases import ladder_lines
from screens.parts import lines
from screens.parts.glyphs import PLAIN
from screens.parts.ink import ink_of
from tests.cases.papers import complaint
from tests.screens.cases.test_clock_lines import INK, PACK, at, look

ROOM = 76
CASE = complaint(PACK)


def drawn(case: CaseFile = CASE, *, spaced: bool = True, now: int | None = None) -> list[str]:
    seen = look(at(23, "7:48") if now is None else now)
    rows = ladder_lines.ladder_lines(case, seen, ROOM, spaced=spaced)
    assert all(lines.width(row) <= ROOM for row in rows)
    return [lines.text_of(row).rstrip() for row in rows]


def test_as_in_the_picture() -> None:
    assert drawn() == [
        "  ├── 4 ──┤ ◦ General manager  林国栋      Tue 24 Nov 7:30  if not resolved",
        "  ┊       ┊",
        "  ├── 3 ──┤ ▸ Medical affairs  冯岚         now since 7:30  till Tue 7:30",
        "  │       │",
        "  ├── 2 ──┤ ✓ Supervisor       吴迪    Sun 9:35 – Mon 7:30  needs the clinic",
        "  │       │",
        "  ├── 1 ──┤ ✓ Service desk     李娜        Sun 9:05 – 9:35  serious",
        "  │       │",
    ]
    assert len(drawn(spaced=False)) == 4


def test_the_held_rung_is_a_band_with_an_inverse_number() -> None:
    rows = ladder_lines.ladder_lines(CASE, look(), ROOM, spaced=True)
    number = next(span for span in rows[2] if span.text == " 3 ")
    assert number.style.bgcolor == INK.accent.color
    assert {span.style.bgcolor for span in rows[2][1:]} >= {INK.panel.bgcolor}
    assert next(span for span in rows[4] if span.text == "├──").style == INK.done
    assert next(span for span in rows[0] if span.text == "├──").style == INK.faint


def test_its_time_is_amber_before_it_is_late() -> None:
    # The window of this rung is two hours.
    assert drawn(now=at(24, "5:29"))[2].endswith("till 7:30")
    soon = ladder_lines.ladder_lines(CASE, look(at(24, "5:30")), ROOM, spaced=True)[2]
    assert any(
        span.style.color == INK.soon_text.color and "2:00:00 left" in span.text for span in soon
    )
    late = ladder_lines.ladder_lines(CASE, look(at(24, "7:31")), ROOM, spaced=True)[2]
    assert any(span.style.color == INK.due_text.color and "1:00 late" in span.text for span in late)
    assert drawn(now=at(24, "7:31"))[0].endswith("not passed up")


def test_an_offer_and_a_rung_passed_over_say_so() -> None:
    rungs = (
        RungLine(code="desk", place=1, state="skipped"),
        RungLine(code="supervisor", place=2, state="held", staff="吴迪", since=at(22, "9:35")),
        RungLine(code="affairs", place=3, state="offered", staff="冯岚", since=at(23, "7:30")),
        RungLine(code="manager", place=4, state="ahead"),
    )
    case = replace(CASE, rungs=rungs, rung="supervisor", rung_until=None)
    rows = drawn(case)
    assert "⚑ Medical affairs" in rows[2]
    assert "asked 7:30" in rows[2]
    assert "not accepted yet" in rows[2]
    assert rows[4].endswith("now since Sun 9:35")
    assert rows[6].endswith("passed over")
    flat = [lines.text_of(row) for row in ladder_lines.flat_ladder(case, look(), 100)]
    assert "✗ Service desk" in flat[0]
    assert "Medical affairs 冯岚 asked" in flat[-1]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", [40, 78, 140])
def test_lying_down_it_is_one_row_or_two(language: str, room: int) -> None:
    words.use(language)
    for now in (at(23, "7:48"), at(24, "6:00"), at(25, "6:00")):
        rows = ladder_lines.flat_ladder(CASE, look(now), room)
        assert len(rows) == (1 if room == 140 else len(rows)) <= 2
        assert all(lines.width(row) <= room for row in rows)
        assert "冯岚" in lines.text_of(rows[0])


def test_one_rung_is_no_ladder() -> None:
    assert not ladder_lines.has_ladder(replace(CASE, rungs=CASE.rungs[:1]))


def test_plain_signs_and_no_colours() -> None:
    seen = look(ink=ink_of("frontdesk-dark", flat=True), glyphs=PLAIN)
    rows = ladder_lines.ladder_lines(CASE, seen, ROOM, spaced=True)
    assert not set("".join(map(lines.text_of, rows))) & set("├┤─│┊✓▸◦–")
    assert any(span.style.reverse for span in rows[2])
