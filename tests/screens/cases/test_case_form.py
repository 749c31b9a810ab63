"""The form of a case driven by its keys: filled in, judged, saved, at both sizes (C1, C2)."""

import msgspec
import pytest

from frontdesk import words
from frontdesk.cases.cases import Case, CaseNotice
from frontdesk.clock import DAY, MINUTE
from frontdesk.session import Session
from screens.cases.case_form import CaseFormPage, Known
from screens.parts.lines import text_of
from tests.conftest import MadeDesk
from tests.screens.alone import NARROW, context_of
from tests.screens.cases.forming import CALLED, FACTS, beside, formed, id_of

HOSTILE = "[/red][@click=app.quit]x[/] {person} %s"


def under(page: CaseFormPage, name: str) -> str:
    """What stands beside and under a typed field."""
    return "\n".join(text_of(one).rstrip() for one in page._inputs[name].lines)


# -- from a call to a saved complaint ----------------------------------------------------------


async def test_from_an_answered_call_in_a_few_keys(desk: MadeDesk, agent: Session) -> None:
    context = context_of(agent, desk)
    at = desk.clock.now() - 3 * MINUTE
    known = msgspec.structs.replace(CALLED, at=at)
    async with formed(context, known) as (app, pilot):
        # F6 is the first; it is the app's.
        keys = 1
        assert app.page.focused_name() == "when"
        typed = "yesterday 10:05"
        await pilot.press(*(" " if sign == " " else sign for sign in typed))
        for key in ("enter", "1", "enter", "enter"):
            await pilot.press(key)
            keys += 1
        assert app.page.focused_name() == "wish"
        await pilot.press(*"sorry")
        for key in ("enter", "2", "ctrl+s"):
            await pilot.press(key)
            keys += 1
        await pilot.pause()
        assert keys <= 10
        case = app.case
        assert case is not None, app.said
    kept = Case.get_by_id(case.id)
    assert (kept.kind, kept.channel, kept.severity, kept.rung) == (
        "complaint", "phone", "ordinary", "desk",
    )  # fmt: skip
    assert (kept.name, kept.phone, kept.facts, kept.wish) == (
        "吕敏", "13712349016", FACTS, "sorry",
    )  # fmt: skip
    assert (kept.happened, kept.place) == (typed, "internal")
    assert (kept.received_at, kept.opened_at) == (at, desk.clock.now())
    assert (kept.owner_id, kept.offered_id) == (id_of("Wang Fang"), None)
    assert [one.role for one in CaseNotice.read("case_id = ?", kept.id)] == ["supervisor"]


async def test_all_that_is_known_but_how_grave_takes_two_keys(
    desk: MadeDesk, agent: Session
) -> None:
    codes = {"channel": ["phone"], "place": ["internal"]}
    known = Known(
        dict(CALLED.values) | {"when": "yesterday", "about": "nurse", "wish": "sorry"}, codes
    )
    async with formed(context_of(agent, desk), known) as (app, pilot):
        assert app.page.focused_name() == "severity"
        await pilot.press("1", "ctrl+s")
        await pilot.pause()
        assert app.case is not None
        assert app.case.place == "internal"


async def test_a_grave_case_asks_at_once_to_whom_it_goes(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), CALLED) as (app, pilot):
        app.page.focus_field("severity")
        await pilot.press("4")
        await pilot.pause()
        assert app.page.focused_name() == "to"
        assert app.said[-1].text == "A case this grave goes up at once: to whom?"
        assert "Medical affairs: to whom?" in beside(app)
        assert app.page.ready() is None
        assert "goes up at once" in under(app.page, "to")
        await pilot.press("ctrl+s")
        assert app.case is None
        await pilot.press("1")
        await pilot.pause()
        assert "until Feng Lan accepts" in beside(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.case is not None
    assert (app.case.owner_id, app.case.rung) == (id_of("Wang Fang"), "desk")
    assert (app.case.offered_id, app.case.offered_rung) == (id_of("Feng Lan"), "affairs")


async def test_whoever_may_not_hold_it_there_is_not_offered(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), CALLED) as (app, pilot):
        page = app.page
        page.focus_field("to")
        await pilot.pause()
        spec = page._spec("to")
        assert spec is not None
        assert {one.name for one in page.offers(spec)} == {
            "Li Na", "Zhao Min", "Feng Lan", "林国栋",
        }  # fmt: skip
        await pilot.press(*"zm", "1")
        page.focus_field("severity")
        await pilot.press("3")
        await pilot.pause()
        assert {one.name for one in page.offers(spec)} >= {"Li Na", "Feng Lan"}
        await pilot.press("ctrl+s")
        assert "Zhao Min may not hold it there." in under(page, "to")
        assert app.case is None


# -- every field -------------------------------------------------------------------------------


async def test_no_more_is_typed_than_a_field_takes(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), Known()) as (app, pilot):
        page = app.page
        for spec in page.fields:
            field = page._inputs.get(spec.name)
            if field is None or spec.kind in ("place", "receiver"):
                continue
            letter = "1" if spec.kind == "phone" else "好"
            page.focus_field(spec.name)
            field.put(letter * (spec.max - 1))
            await pilot.press("a", "b")
            await pilot.pause()
            assert page.values[spec.name] == letter * (spec.max - 1) + "a", spec.name


async def test_what_came_too_long_from_a_call_is_said_and_nothing_is_lost(
    desk: MadeDesk, agent: Session
) -> None:
    known = Known({"facts": "好" * 2001, "person": "a" * 61}, {"channel": ["phone"]})
    async with formed(context_of(agent, desk), known) as (app, pilot):
        app.page.focus_field("severity")
        await pilot.press("1", "ctrl+s")
        await pilot.pause()
        assert app.case is None
        assert "At most 60 characters." in under(app.page, "person")
        await pilot.press("backspace", "ctrl+s")
        await pilot.pause()
        assert "At most 2000 characters." in under(app.page, "facts")
        assert app.page.values["facts"] == "好" * 2001


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("when", "30 Feb", "There is no such day."),
        ("when", "tomorrow 9:00", "That lies ahead."),
        ("when", "2027-01-01", "That lies ahead."),
        ("when", "25:00", "There is no such time of day."),
        ("phone", "call me", "That is no telephone number."),
        ("received", "tomorrow", "That lies ahead."),
        ("received", "last week", "A day and a time are wanted"),
        ("received", "2027-01-01 9:00", "That lies ahead."),
        ("received", "1990-01-01 9:00", "That is too long ago."),
        ("place", "nowhere at all", "Choose one from the list, or leave it empty."),
        ("to", "nobody", "Choose one from the list, or leave it empty."),
    ],
)
async def test_what_is_wrong_is_said_under_its_field(
    desk: MadeDesk, agent: Session, name: str, typed: str, said: str
) -> None:
    async with formed(context_of(agent, desk), CALLED) as (app, pilot):
        page = app.page
        page.focus_field("severity")
        await pilot.press("1")
        page.focus_field(name)
        page.fill(name, "")
        letters = [one for one in typed if name not in ("place", "to") or not one.isdigit()]
        await pilot.press(*("space" if one == " " else one for one in letters))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.case is None
        assert said in under(page, name)
        assert page.focused_name() == name
        assert page.values[name] == typed


async def test_wrong_days_of_a_form_with_days(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), Known(), kind="repair") as (app, pilot):
        page = app.page
        page.focus_field("visit_on")
        await pilot.press(*"soon", "tab")
        await pilot.pause()
        assert "A day is wanted" in under(page, "visit_on")
        page.focus_field("visit_on")
        await pilot.press("ctrl+u", *"27", "space", *"Nov")
        await pilot.pause()
        assert "Fri 27 Nov" in under(page, "visit_on")


async def test_what_was_understood_stands_beside(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), Known()) as (app, pilot):
        page = app.page
        page.focus_field("when")
        for typed, said in (
            ("yesterday 10:05", "Sun 22 Nov 10:05"),
            ("11-21", "Sat 21 Nov"),
            ("2025-11-21", "Fri 21 Nov 2025"),
            ("Sat 21 Nov 10:05", ""),
            ("after lunch", ""),
        ):
            await pilot.press("ctrl+u", *("space" if one == " " else one for one in typed))
            await pilot.pause()
            assert under(page, "when").removeprefix("When").strip() == said, typed


async def test_a_missing_field_is_gone_to(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), Known()) as (app, pilot):
        for name, keys in (("channel", ("2",)), ("facts", ("a",)), ("severity", ("1",))):
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert app.page.focused_name() == name
            assert app.said[-1].kind == "refused"
            await pilot.press(*keys)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.case is not None


async def test_hostile_text_is_data_on_the_screen_and_in_the_rows(
    desk: MadeDesk, agent: Session
) -> None:
    raw = HOSTILE + "\x1b]0;owned\x07\u202e"
    names = ("person", "about", "witnesses", "facts", "wish")
    known = Known(dict.fromkeys(names, raw), {"channel": ["phone"]})
    async with formed(context_of(agent, desk), known) as (app, pilot):
        await pilot.pause()
        assert "[/red]" in app.text
        assert "\x1b" not in app.text
        assert "\u202e" not in app.text
        app.page.focus_field("severity")
        await pilot.press("1", "ctrl+s")
        await pilot.pause()
        assert app.case is not None, app.said
    assert HOSTILE in (app.case.facts or "")
    assert "\x1b" not in (app.case.facts or "")


async def test_choices_yes_and_no_and_the_forms_own_fields_arrive(
    desk: MadeDesk, agent: Session
) -> None:
    known = Known({"facts": "Broken.", "device": "Bed"}, {"channel": ["walkin"]})
    async with formed(context_of(agent, desk), known, kind="repair") as (app, pilot):
        page = app.page
        page.focus_field("stopped")
        await pilot.press("1")
        assert page.codes("stopped") == ["yes"]
        page.focus_field("joint")
        await pilot.press("space")
        assert page.codes("joint") == ["yes"]
        page.focus_field("joint")
        await pilot.press("right", "space")
        assert page.codes("joint") == ["no"]
        page.focus_field("joint")
        await pilot.press("space")
        assert page.codes("joint") == []
        assert page.focused_name() == "joint"
        page.focus_field("visit_on")
        await pilot.press(*"2026-11-27")
        page.focus_field("severity")
        await pilot.press("2", "ctrl+s")
        await pilot.pause()
        assert app.case is not None, app.said
    own = msgspec.json.decode(app.case.fields or "{}")
    assert own == {"device": "Bed", "stopped": "yes", "visit_on": "2026-11-27"}
    assert (app.case.kind, app.case.severity, app.case.channel) == ("repair", "urgent", "walkin")


async def test_a_chosen_place_that_is_typed_over_is_chosen_no_more(
    desk: MadeDesk, agent: Session
) -> None:
    known = msgspec.structs.replace(CALLED, codes={"channel": ["phone"], "place": ["internal"]})
    async with formed(context_of(agent, desk), known) as (app, pilot):
        page = app.page
        assert page.values["place"] == "Internal medicine"
        page.focus_field("place")
        await pilot.press("backspace")
        await pilot.pause()
        assert page.typed_values()["place"] == ""
        await pilot.press("ctrl+s")
        assert "Choose one from the list" in under(page, "place")
        page.focus_field("place")
        await pilot.press("enter")
        await pilot.pause()
        assert page.typed_values()["place"] == "internal"
        assert page.focused_name() == "about"


# -- when it was received ----------------------------------------------------------------------


async def test_a_letter_that_came_on_sunday_counts_from_then(
    desk: MadeDesk, agent: Session
) -> None:
    known = msgspec.structs.replace(CALLED, at=desk.clock.now() - MINUTE)
    async with formed(context_of(agent, desk), known) as (app, pilot):
        page = app.page
        assert "Mon 23 Nov 7:29" in under(page, "received")
        page.focus_field("severity")
        await pilot.press("1")
        page.focus_field("received")
        await pilot.press(*"Sun", "space", *"9:05")
        await pilot.pause()
        assert "Sun 22 Nov 9:05" in under(page, "received")
        assert "Mon 23 Nov 9:05" in beside(app)
        assert "Fri 27 Nov 17:30" in beside(app)
        # A day later the same words would mean another Sunday morning, or none.
        meant = page.received_at()
        desk.clock.advance(7 * DAY)
        assert page.received_at() == meant
        desk.clock.advance(-7 * DAY)
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert page.received_at() == known.at


# -- how it looks ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["complaint", "repair", "improvement"])
async def test_everything_fits_at_both_sizes(
    desk: MadeDesk, agent: Session, kind: str, language: str
) -> None:
    words.use(language)
    for size in ((120, 36), NARROW):
        async with formed(context_of(agent, desk), Known(), kind=kind, size=size) as (app, pilot):
            page = app.page
            for spec in page.fields:
                page.focus_field(spec.name)
                # What has the focus is scrolled to a moment later.
                await pilot.pause()
                await pilot.pause()
                widget = page.query_one(f"#field-{spec.name}")
                scroll = page.query_one("#case-form-fields")
                assert scroll.region.contains_region(widget.region), (size, spec.name)
            assert page.query_one("#case-form-foot").display is (size == NARROW)


async def test_the_narrow_screen_says_what_follows_under_the_form(
    desk: MadeDesk, agent: Session
) -> None:
    async with formed(context_of(agent, desk), CALLED, size=NARROW) as (app, pilot):
        app.page.focus_field("severity")
        await pilot.press("3")
        await pilot.pause()
        assert "1 Li Na" in app.text
        await pilot.press("1")
        await pilot.pause()
        assert "Wang Fang until Li Na accepts" in app.text
        assert "acknowledge by Tue 24 Nov 7:30" in app.text
        assert "resolve by Mon 30 Nov 17:30" in app.text
        assert "tells supervisor" in app.text
