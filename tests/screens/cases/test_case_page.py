"""The page of one case driven alone: both sizes and languages, keys, ticks, every state (C1-C4)."""

import pytest

from frontdesk import words
from frontdesk.cases import closing, handling, passing
from frontdesk.cases.cases import Case, CaseEvent, CaseNotice
from frontdesk.cases.closing import Closing
from frontdesk.clock import HOUR, MINUTE, SECOND, FixedClock
from frontdesk.errors import Refused
from frontdesk.store import verify
from screens.cases.time_lines import NEXT
from screens.parts import cells
from screens.parts.glyphs import PLAIN
from screens.parts.ink import ink_of
from tests.conftest import MadeDesk
from tests.screens.alone import NARROW, WIDE, context_of
from tests.screens.cases.case_alone import CaseAlone, Told, alone, at, tell

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
HOSTILE = "[/red]\x1b]0;x\x07 [@click=app.quit]here[/] \u202eabc 😀 " + "长" * 90


@pytest.fixture
def clock() -> FixedClock:
    """The day before the complaint."""
    return FixedClock(at(21, "9:00"))


@pytest.fixture
def case(desk: MadeDesk) -> int:
    """The complaint of the picture."""
    return tell(desk)


def there(desk: MadeDesk, who: str = "冯岚", **look: object):  # type: ignore[no-untyped-def]
    return context_of(desk.as_staff(who), desk, **look)  # type: ignore[arg-type]


async def again(app: CaseAlone, pilot) -> None:  # type: ignore[no-untyped-def]
    app.page.reread()
    await pilot.pause()


async def test_as_in_the_picture(desk: MadeDesk, case: int) -> None:
    (notice,) = CaseNotice.read("case_id = ?", case)
    handling.see_notice(desk.as_staff("吴迪"), notice.id)
    async with alone(there(desk), case, WIDE, (7, case, 8, 9, 10)) as (app, _pilot):
        rows = app.rows
        assert rows[3].startswith("  Complaint C-0001 ───")
        assert "2 of 5 open   [ ] previous, next  │ Acknowledge ───" in rows[3]
        assert "│ ◕ 1:16:48 left       Mon 23 Nov 9:05" in rows[5]
        assert "│ ◦ 4 d 9:41 left     Fri 27 Nov 17:30" in rows[11]
        assert rows[15].startswith("    ├── 4 ──┤ ◦ General manager  林国栋")
        assert rows[17].startswith("    ├── 3 ──┤ ▸ Medical affairs  冯岚")
        assert "│ resolve by Fri 27 Nov 17:30" in rows[25]
        assert "│ Now ───" in rows[28]
        assert rows[32].startswith("  ▌         7:48  ◕ next: acknowledge by 9:05")
        assert sum("  │" in row for row in rows) == 30


@BOTH
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_it_fills_the_screen_and_nothing_runs_over(
    desk: MadeDesk, case: int, size: tuple[int, int], language: str
) -> None:
    words.use(language)
    async with alone(there(desk), case, size) as (app, pilot):
        assert {cells.width(row) for row in app.rows} == {size[0]}
        for name in ("C-0001", "吕敏", "冯岚", "137****9016"):
            assert name in app.text
        assert "13712349016" not in app.text
        wide, high = size[0] + 20, size[1] + 5
        await pilot.resize_terminal(wide, high)
        await pilot.pause()
        await pilot.pause()
        assert {cells.width(row) for row in app.rows} == {wide}
        assert "冯岚" in app.text


async def test_at_80_columns_one_pane(desk: MadeDesk, case: int) -> None:
    async with alone(there(desk), case, NARROW, (case, 9)) as (app, _pilot):
        rows = app.rows
        assert rows[2].startswith(" Complaint C-0001 ─")
        assert rows[2].rstrip().endswith("1 of 2 open   [ ]")
        assert rows[3].rstrip().endswith("▪▪▪ serious")
        assert "▸ Medical affairs 冯岚 till Tue 7:30" in app.text
        assert any(row.startswith(" Acknowledge  ◕ 1:16:48 left") for row in rows)
        assert any(row.startswith(" Resolve      ◦ 4 d 9:41 left") for row in rows)
        assert rows[20].startswith(" 1 ")
        assert rows[19].startswith(" ▌         7:48  ◕ next: acknowledge")


async def test_a_second_moves_only_the_clocks(desk: MadeDesk, case: int) -> None:
    async with alone(there(desk), case) as (app, pilot):
        before = app.rows
        desk.clock.advance(SECOND)
        app.page.tick()
        await pilot.pause()
        changed = [row for row, old in zip(app.rows, before, strict=True) if row != old]
        assert len(changed) == 1
        assert "1:16:47 left" in changed[0]
        desk.clock.advance(MINUTE)
        app.page.tick()
        await pilot.pause()
        assert "7:49  ◕ next: acknowledge by 9:05" in app.text


@BOTH
async def test_it_grows_late_while_one_looks(
    desk: MadeDesk, case: int, size: tuple[int, int]
) -> None:
    async with alone(there(desk), case, size) as (app, pilot):
        desk.clock.advance(HOUR + 17 * MINUTE)
        app.page.tick()
        await pilot.pause()
        assert " ! 0:12 late " in app.text
        assert " ACKNOWLEDGE · 0:12 late " in app.text
        desk.clock.advance(SECOND)
        app.page.tick()
        await pilot.pause()
        assert " ACKNOWLEDGE · 0:13 late " in app.text
        # A day later the time to hold it there is over too.
        desk.clock.advance(24 * HOUR)
        app.page.tick()
        await pilot.pause()
        assert "1:35:13 late" in app.text


async def test_enter_opens_an_event_and_the_form(desk: MadeDesk, case: int) -> None:
    async with alone(there(desk), case) as (app, pilot):
        assert app.page.selected_event is None
        assert app.page.timeline.selected == NEXT
        await pilot.press("enter")
        assert app.told[-1].text == "1 does it."
        await pilot.press("up", "enter")
        note = CaseEvent.read("case_id = ? ORDER BY id DESC LIMIT 1", case)[0].id
        assert app.done == [("case_event", note)]
        await pilot.press("home", "enter")
        first = app.done[-1][1]
        assert first is not None
        shown = app.page.read_event(first)(80)
        text = "\n".join("".join(span.text for span in row) for row in shown)
        assert "I waited 70 minutes" in text
        assert "Sun 22  9:05" in app.text


async def test_from_case_to_case_with_the_brackets(desk: MadeDesk, case: int) -> None:
    other = Told.of(desk).open("李娜", person="王军")
    async with alone(there(desk), case, WIDE, (case, other)) as (app, pilot):
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert app.page.case_id == other
        assert "Complaint C-0002" in app.text
        assert "2 of 2 open" in app.text
        assert app.page.timeline.selected == NEXT
        await pilot.press("right_square_bracket")
        assert app.told[-1].text == "This is the last one."
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert app.page.case_id == case
        await pilot.press("left_square_bracket")
        assert app.told[-1].text == "This is the first one."
        app.page.show_case(case)
        app.page.step(1)
        await pilot.pause()
        assert app.told[-1].text == "There is no other case in this list."


async def test_what_others_do_is_read_again_and_the_cursor_stays(desk: MadeDesk, case: int) -> None:
    async with alone(there(desk), case) as (app, pilot):
        await pilot.press("up", "up")
        before = app.page.selected_event
        handling.note(desk.as_staff("吴迪"), case, "Nurse asked again")
        await again(app, pilot)
        assert "Nurse asked again" in app.text
        assert app.page.selected_event == before
        await pilot.press("end")
        handling.acknowledge(desk.as_staff("冯岚"), case, "phone")
        await again(app, pilot)
        assert app.page.timeline.selected == NEXT
        assert "✓ 7:48 · in time" in app.text
        assert "Acknowledged to the person: by telephone" in app.text


@BOTH
async def test_the_number_is_shown_for_a_while(
    desk: MadeDesk, case: int, size: tuple[int, int]
) -> None:
    async with alone(there(desk), case, size) as (app, pilot):
        app.page.show_phone("13712349016", desk.clock.now() + 10 * SECOND)
        await pilot.pause()
        assert "13712349016" in app.text
        desk.clock.advance(10 * SECOND)
        app.page.tick()
        await pilot.pause()
        assert "13712349016" not in app.text
        assert "137****9016" in app.text


@BOTH
async def test_a_clock_that_stands(desk: MadeDesk, case: int, size: tuple[int, int]) -> None:
    me = desk.as_staff("冯岚")
    handling.acknowledge(me, case, "phone")
    handling.pause(me, case, "court")
    async with alone(there(desk), case, size) as (app, pilot):
        assert "⚑ the clock stands" in app.text
        assert "40:00 h left" in app.text
        standing = app.text
        desk.clock.advance(3 * HOUR)
        app.page.tick()
        await pilot.pause()
        assert "40:00 h left" in app.text
        assert app.text != standing
        handling.resume(me, case)
        await again(app, pilot)
        assert "the clock stands ─" not in app.text
        assert "next: resolve or pass up" in app.text


@BOTH
async def test_a_closed_case(desk: MadeDesk, case: int, size: tuple[int, int]) -> None:
    me = desk.as_staff("冯岚")
    ended = Closing("resolved", "We are sorry.", "phone", True, "Nobody called.", "ours", "Call.")
    async with alone(there(desk), case, size) as (app, pilot):
        closing.close(me, case, ended)
        await again(app, pilot)
        assert "closed 7:48" in app.text
        assert "resolved" in app.text
        assert "We are sorry." in app.text
        assert "Nobody called." in app.text
        assert " left" not in app.text
        assert "next:" not in app.text
        assert app.page.timeline.selected != NEXT
        desk.clock.advance(HOUR)
        closing.reopen(me, case, "not so")
        await again(app, pilot)
        assert "next: " in app.text
        assert "Opened again · not so" in app.text


@BOTH
async def test_what_people_write_is_data(desk: MadeDesk, case: int, size: tuple[int, int]) -> None:
    told = Told.of(desk)
    hostile = told.open(
        "李娜", person=HOSTILE[:50], facts=HOSTILE * 4, wish=HOSTILE, about=HOSTILE[:70], when=""
    )
    handling.note(told.by("李娜"), hostile, HOSTILE)
    passing.pass_up(told.by("李娜"), hostile, "supervisor", told.id("吴迪"), HOSTILE)
    async with alone(there(desk), hostile, size) as (app, pilot):
        assert "[/red]" in app.text
        assert not {"\x1b", "\x07", "\u202e"} & set(app.text)
        assert {cells.width(row) for row in app.rows} == {size[0]}
        await pilot.press("home")
        event = app.page.selected_event
        assert event is not None
        assert app.page.read_event(event)(size[0])


async def test_plain_signs_and_no_colours(desk: MadeDesk, case: int) -> None:
    context = there(desk, ink=ink_of("frontdesk-dark", flat=True), glyphs=PLAIN)
    for size in (WIDE, NARROW):
        async with alone(context, case, size) as (app, _pilot):
            assert not set(app.text) & set("─│▌◕◦✓▸⚑·–…“”▪☎✎▴→├┤┊▏▒█")
            assert "Timeline -----" in app.text


async def test_a_kind_with_a_short_ladder_and_its_own_fields(desk: MadeDesk) -> None:
    told = Told(desk)
    told.to(23, "7:31")
    repair = told.open(
        kind="repair", device="Infusion pump", facts="It shows E4.", severity="urgent", wish=""
    )
    async with alone(there(desk, "李娜"), repair) as (app, _pilot):
        assert "Repair R-0001" in app.text
        assert "Infusion pump" in app.text
        assert "59:" in app.text or "1:00:00 left" in app.text
        assert "├── 2 ──┤ ◦ Supervisor" in app.text


async def test_a_case_that_is_not_there(desk: MadeDesk, case: int) -> None:
    async with alone(there(desk), case) as (app, _pilot):
        with pytest.raises(Refused):
            app.page.show_case(99)
        assert app.page.case_id == case
        assert "C-0001" in app.text


async def test_another_theme_and_language(desk: MadeDesk, case: int) -> None:
    async with alone(there(desk), case) as (app, pilot):
        words.use("zh")
        app.context.ink = ink_of("frontdesk-light", flat=False)
        app.page.dress()
        await pilot.pause()
        assert "投诉 C-0001" in app.text
        assert app.focused is app.page.timeline


async def test_a_long_timeline_costs_what_is_visible(desk: MadeDesk, case: int) -> None:
    me = desk.as_staff("冯岚")
    for number in range(60):
        handling.note(me, case, f"Note number {number}")
    async with alone(there(desk), case) as (app, pilot):
        assert "Note number 59" in app.text
        assert "Note number 40" not in app.text
        await pilot.press("home")
        assert "Opened: telephone" in app.text
        assert "Sun 22  9:05" in app.text
    assert Case.get_by_id(case).closed_at is None
    verify.whole(me.store.database)
