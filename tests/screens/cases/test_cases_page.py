"""The lists of cases on a screen: by digit, grouped, found while typing, opened (C3, C4, C7)."""

import pytest

from frontdesk import words
from frontdesk.cases import closing, handling, passing
from frontdesk.cases.cases import Case
from frontdesk.cases.closing import Closing
from frontdesk.clock import DAY, MINUTE, SECOND
from frontdesk.errors import Refused
from frontdesk.session import Session
from screens.parts import cells
from screens.parts.glyphs import PLAIN
from screens.parts.ink import ink_of
from tests.conftest import MadeDesk
from tests.screens.alone import NARROW, WIDE, context_of
from tests.screens.cases.listing import Listed, listed, open_complaint, write_days

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
LISTS = ("1", "2", "3", "4", "5")


@pytest.fixture
def days(session: Session, desk: MadeDesk) -> dict[str, Case]:
    """Some days of cases, by a word each."""
    return write_days(session, desk)


def _row(app: Listed, number: str) -> str:
    return next(row for row in app.rows if number in row)


@BOTH
async def test_each_digit_is_a_list_with_its_count(
    days: dict[str, Case], session: Session, desk: MadeDesk, size: tuple[int, int]
) -> None:
    async with listed(context_of(session, desk), size) as (app, pilot):
        assert "1 Due next 8" in app.text
        for key, title, many, first in (
            ("2", "My cases", "1 open", "record"),
            ("3", "Open cases", "8 open · 4 late", "rude"),
            ("4", "Offered to you", "1 open · 1 late", "billed"),
            ("5", "All cases", "8 cases", "record"),
            ("1", "Due next", "8 open · 4 late", "rude"),
        ):
            await pilot.press(key)
            assert f"{title} ─" in app.text
            assert many in app.text
            assert app.page.ids()[0] == days[first].id
            assert app.page.selected == days[first].id
        due = [days[word].id for word in ("rude", "waited")]
        assert list(app.page.ids()[:2]) == due
        assert all(number not in app.text for number in ("13712349016", "137 1234 9016"))


@BOTH
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_rows_fill_the_screen_and_nothing_runs_over(
    days: dict[str, Case], session: Session, desk: MadeDesk, size: tuple[int, int], language: str
) -> None:
    words.use(language)
    async with listed(context_of(session, desk), size) as (app, pilot):
        for key in (*LISTS, "1", "g", "g", "g", "slash", "h"):
            await pilot.press(key)
            assert {cells.width(row) for row in app.rows} == {size[0]}
        if size == NARROW:
            assert "│" not in app.text
        else:
            assert sum("│" in row for row in app.rows) > 20


async def test_plain_signs_and_no_colours(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    context = context_of(session, desk, ink=ink_of("frontdesk-dark", flat=True), glyphs=PLAIN)
    async with listed(context) as (app, pilot):
        for key in (*LISTS, "1", "g"):
            await pilot.press(key)
            assert not set(app.text) & set("─│▌◦◕✓✗▸⚑▪·–…“”")
        assert "Due next -----" in app.text
        assert "C-0002  ###" in app.text


async def test_a_row_says_who_where_how_grave_whose_and_what_is_next(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk), NARROW) as (app, _pilot):
        assert "No           Kind   Name     Place    Owner    Rung   Next step" in app.text
        row = _row(app, "C-0002")
        for told in ("▪▪▪  Compl. 吕敏", "Internal 冯岚", "3/4  ! PASS UP", "1:17:00 late"):
            assert told in row
        assert "1/4⚑ ! ACCEPT" in _row(app, "C-0004")
    async with listed(context_of(session, desk)) as (app, _pilot):
        assert "C-0002  ▪▪▪" in app.text
        assert "Compl. · Internal" in app.text
        assert "⚑ offered to you" in app.text


async def test_an_empty_list_says_so(session: Session, desk: MadeDesk) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        for key, says in (
            ("1", "No case is open."),
            ("2", "No case is yours."),
            ("3", "No case is open."),
            ("4", "Nothing is offered to you."),
            ("5", "No case so far."),
            ("slash", "Type a number, a name, the end of a phone, or words."),
        ):
            await pilot.press(key)
            assert says in app.text
            assert app.page.selected is None
            assert list(app.page.ids()) == []
        await pilot.press("q")
        assert "No case is found." in app.text
        for act in ("case_show", "case_improve"):
            app.act(act)
            assert isinstance(app.refused, Refused)
        assert app.done == []
        assert app.page.select(1) is False


async def test_grouped_by_rung_place_and_kind(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        await pilot.press("down")
        chosen = app.page.selected
        assert chosen == days["waited"].id
        for hint, heads in (
            ("by rung", ("Medical affairs ──", "Service desk ──")),
            ("by place", ("Internal ──", "Imaging ──", "No place ──")),
            ("by kind", ("Complaint ──", "Inquiry ──", "Lost property ──")),
        ):
            await pilot.press("g")
            assert f"g {hint}" in app.text
            places = [app.text.index(head) for head in heads]
            assert places == sorted(places)
            # The same case, wherever its row went; heads are passed over.
            assert app.page.selected == chosen
            assert len(app.page.ids()) == len(days)
            await pilot.press("home", "up")
            assert app.page.selected == app.page.ids()[0]
            await pilot.press(*["down"] * 9)
            assert app.page.selected == app.page.ids()[-1]
            app.page.select(chosen)
        await pilot.press("g")
        assert "g group" in app.text
        await pilot.press("5", "g")
        assert isinstance(app.refused, Refused)
        assert app.page.by is None


async def test_a_second_moves_only_the_clocks(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        before = app.rows
        desk.clock.advance(SECOND)
        app.page.tick()
        await pilot.pause()
        changed = [row for row, old in zip(app.rows, before, strict=True) if row != old]
        assert 1 <= len(changed) <= 12
        assert all(":" in row for row in changed)


async def test_what_comes_due_turns_red_as_time_goes(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        await pilot.press("2")
        due = app.context.ink.due_text
        tabs = app.page.query_one("#cases-tabs").lines[0]
        assert [span.text for span in tabs if span.style == due] == ["8", "8", "1"]
        assert "◦ Acknowledge" in app.text
        desk.clock.advance(80 * MINUTE)
        app.page.tick()
        await pilot.pause()
        assert "◕ Acknowledge" in app.text
        desk.clock.advance(30 * MINUTE)
        app.page.tick()
        await pilot.pause()
        tabs = app.page.query_one("#cases-tabs").lines[0]
        assert [span.text for span in tabs if span.style == due] == ["8", "1", "8", "1"]
        assert " ! ACKNOWLEDGE " in app.text


async def test_found_while_typing_and_back_to_the_very_row(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        await pilot.press("down", "down")
        before = app.page.selected
        # Digits and letters are typed here, they choose no list and no group.
        await pilot.press("slash", *"9016")
        assert app.page.typing
        assert list(app.page.ids()) == [days["waited"].id]
        await pilot.press(*["backspace"] * 4, *"snapped")
        assert list(app.page.ids()) == [days["rude"].id]
        await pilot.press(*["backspace"] * 7, *"c-5")
        assert list(app.page.ids()) == [days["grave"].id]
        assert "1 case " in app.text
        await pilot.press(*["backspace"] * 3, "吕", "敏")
        assert list(app.page.ids()) == [days["waited"].id]
        await pilot.press("down")
        assert app.focused is app.page.list
        await pilot.press("enter")
        assert app.done == [("case_open", days["waited"].id)]
        await pilot.press("escape")
        assert "Due next ─" in app.text
        assert app.page.selected == before
        assert not app.page.back()


async def test_a_closed_case_stands_among_all_with_how_it_ended(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    case_id = days["record"].id
    answer = "Copies are made on the second floor."
    handling.acknowledge(session, case_id, "phone")
    closing.close(session, case_id, Closing("answered", answer, "phone", accepted=True))
    async with listed(context_of(session, desk)) as (app, pilot):
        assert case_id not in app.page.ids()
        await pilot.press("5")
        assert app.page.selected == case_id
        assert "✓ answered" in app.text
        assert answer[:20] in app.text
        assert "by telephone · accepted" in app.text
    async with listed(context_of(session, desk), NARROW) as (app, pilot):
        await pilot.press("5")
        assert "✓ answered · 8:47" in app.text


async def test_the_selection_stays_with_its_case(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        await pilot.press("4")
        assert app.page.selected == days["billed"].id
        await pilot.press("1", "down", "down", "down")
        third = app.page.selected
        # What another window does moves rows, never the selection.
        passing.accept(session, days["billed"].id)
        open_complaint(desk.as_staff("Wang Fang"))
        app.page.reread()
        await pilot.pause()
        assert app.page.selected == third
        assert "Due next 9" in app.text
        await pilot.press("4")
        assert "Nothing is offered to you." in app.text
        assert app.page.selected is None
        await pilot.press("1")
        assert app.page.selected == third
        assert app.page.select(days["record"].id)
        assert (app.page.which, app.page.selected) == ("due", days["record"].id)


async def test_what_is_beside_the_list(
    days: dict[str, Case], session: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        await pilot.press("down")
        await pilot.pause()
        for told in (
            "C-0002 吕敏 ─", "Lü Min", "137****9016", "Internal medicine", "“I waited 70 minutes",
            "an explanation and an", "▪▪▪ serious", "冯岚 · since Tue 7:30",
            "3/4  Medical affairs", "! Pass up      7:30", "◦ Resolve      Tue",
            "6 d 8:43 left", "Enter  Open the case", "n      New case",
        ):  # fmt: skip
            assert told in app.text
        app.page.select(days["grave"].id)
        await pilot.pause()
        assert "⚑ Resolve      stands" in app.text
        assert "  an expert opinion is awaited" in app.text
        await pilot.press("n")
        assert app.done == [("case_begin", None)]


@BOTH
async def test_a_pattern_is_named_and_opens_an_improvement(
    days: dict[str, Case], session: Session, desk: MadeDesk, size: tuple[int, int]
) -> None:
    async with listed(context_of(session, desk), size) as (app, pilot):
        await pilot.pause()
        assert "3 alike in 90 days" in app.text
        await pilot.press("i")
        assert app.done == [("case_improve", days["rude"].id)]
        app.page.select(days["record"].id)
        await pilot.pause()
        assert "alike" not in app.text
        await pilot.press("i")
        assert isinstance(app.refused, Refused)
        assert len(app.done) == 1


@BOTH
async def test_hostile_text_is_shown_as_it_stands(
    session: Session, desk: MadeDesk, size: tuple[int, int]
) -> None:
    hostile = "[@click=app.quit]x[/] \x1b]52;c;YQ==\x07 \u202egnp.exe"
    open_complaint(session, person=hostile, facts=hostile * 20, wish=hostile, about=hostile)
    async with listed(context_of(session, desk), size) as (app, pilot):
        for key in (*LISTS, "1", "g"):
            await pilot.press(key)
            await pilot.pause()
            assert {cells.width(row) for row in app.rows} == {size[0]}
            assert not set(app.text) & {"\x1b", "\x07", "\u202e"}
        assert "[@click" in app.text
        await pilot.press("slash", *"[@click", "down")
        assert len(app.page.ids()) == 1


async def test_thousands_of_cases_cost_what_is_seen(
    session: Session, desk: MadeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 5_000
    open_complaint(session)
    _multiply(session, many)
    from frontdesk.cases import lists

    read: list[int] = []
    whole = lists.all_cases

    def noting(session: Session, before: int | None = None, limit: int = lists.PAGE) -> list:
        read.append(limit)
        return whole(session, before, limit)

    monkeypatch.setattr(lists, "all_cases", noting)
    async with listed(context_of(session, desk)) as (app, pilot):
        await pilot.press("5")
        assert f"5 All {many}" in app.text
        read.clear()
        await pilot.press("end")
        assert app.page.selected == 1
        await pilot.press(*["up"] * 5, "home", "pagedown")
        # Two ends of the list: a few windows, not the thousands between.
        assert sum(read) < 500
        await pilot.press("end", "up")
        app.page.reread()
        assert app.page.selected == 2
        desk.clock.advance(DAY)
        app.page.tick()
        assert app.page.selected == 2
        await pilot.press("1", "end")
        assert app.page.list.selected_index == many - 1


def _multiply(session: Session, many: int) -> None:
    """As many cases as that, all like the first."""
    database = session.store.database
    names = [row[1] for row in database.execute_sql("PRAGMA table_info(desk_case)").fetchall()]
    other = {"id": "n.v", "number": "n.v", "salt": "randomblob(16)"}
    taken = ", ".join(other.get(name, f"c.{name}") for name in names)
    with database.atomic():
        database.execute_sql(
            "WITH RECURSIVE n(v) AS (SELECT 2 UNION ALL SELECT v + 1 FROM n WHERE v < ?)"
            f" INSERT INTO desk_case ({', '.join(names)})"
            f" SELECT {taken} FROM n, desk_case c WHERE c.id = 1",
            (many,),
        )
