"""The form of a case put aside and brought back, of another kind, of the same matter (C1, C7)."""

import asyncio
from collections.abc import Iterator

import msgspec
import pytest

from frontdesk.cases import opening
from frontdesk.cases.cases import Case, CaseLink
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import HOUR
from frontdesk.errors import Refused
from frontdesk.packs.load import from_files, to_files
from frontdesk.session import Session
from frontdesk.store.drafts import Drafts
from screens.cases.case_form import Known
from screens.cases.names import CASE_FORM
from screens.parts.parking import Parked, Parking
from tests.conftest import MadeDesk
from tests.screens.alone import context_of
from tests.screens.cases.forming import CALLED, FACTS, Formed, beside, formed, id_of


@pytest.fixture
def drafts(desk: MadeDesk) -> Iterator[Drafts]:
    """The drafts file of the desk."""
    made = Drafts(desk.place.drafts, desk.machine.store.key)
    yield made
    made.close()


@pytest.fixture
def parking(drafts: Drafts) -> Parking:
    """What a seat keeps."""
    return Parking(drafts, "Desk 1")


async def found_alike(app: Formed) -> None:
    """Wait for what is looked for in a thread."""
    await app.workers.wait_for_complete()
    await asyncio.sleep(0.05)


# -- parked and back ---------------------------------------------------------------------------


async def test_a_draft_comes_back_to_the_character(
    desk: MadeDesk, agent: Session, drafts: Drafts, parking: Parking
) -> None:
    context = context_of(agent, desk)
    async with formed(context, CALLED, parking=parking) as (app, pilot):
        page = app.page
        page.focus_field("place")
        await pilot.press("1")
        page.focus_field("severity")
        await pilot.press("4", "1")
        page.focus_field("joint")
        await pilot.press("1")
        page.focus_field("facts")
        await pilot.press(*"abc", "left", "shift+left")
        await pilot.pause()
        kept = page.park()
        written = msgspec.json.encode(kept)
        again = Parking(drafts, "Desk 1").newest(CASE_FORM)
        assert again is not None
        assert msgspec.json.encode(again) == written
    async with formed(context, parking=parking) as (app, pilot):
        page = app.page
        assert page.kind_of(again) == "complaint"
        page.load(msgspec.json.decode(written, type=Parked))
        await pilot.pause()
        await pilot.pause()
        assert page.focused_name() == "facts"
        assert msgspec.json.encode(page.snapshot()) == written
        form = page.ready()
        assert form is not None
        assert form.values["place"] == "internal"
        assert form.values["to"] == str(id_of("Feng Lan"))
        assert (form.values["severity"], form.values["joint"]) == ("grave", "yes")
        assert form.values["facts"] == FACTS + "abc"


async def test_every_change_is_kept_and_what_only_came_with_the_call_is_not(
    desk: MadeDesk, agent: Session, parking: Parking
) -> None:
    async with formed(context_of(agent, desk), CALLED, parking=parking) as (app, pilot):
        page = app.page
        assert not page.written
        page.park(still_open=False)
        assert parking.all(CASE_FORM) == []
        page.focus_field("person")
        await pilot.press("x")
        await pilot.pause()
        assert page.written
        kept = parking.newest(CASE_FORM)
        assert kept is not None
        assert kept.values["person"] == "吕敏x"
        page.park(still_open=False)
        assert len(parking.all(CASE_FORM)) == 1
        page.forget()
        assert parking.all(CASE_FORM) == []


async def test_forms_are_kept_three_deep(desk: MadeDesk, agent: Session, parking: Parking) -> None:
    async with formed(context_of(agent, desk), parking=parking) as (app, pilot):
        page = app.page
        for letter in "abc":
            parking.check_room(CASE_FORM)
            page.begin("complaint", CALLED)
            page.focus_field("wish")
            await pilot.press(letter)
            await pilot.pause()
            page.park(still_open=False)
            page.begin("complaint", CALLED)
            page.forget()
        kept = parking.all(CASE_FORM)
        assert sorted(one.values["wish"] for one in kept) == ["a", "b", "c"]
        with pytest.raises(Refused):
            parking.check_room(CASE_FORM)


async def test_a_kind_that_the_pack_has_lost_comes_back_as_the_first(
    desk: MadeDesk, agent: Session
) -> None:
    async with formed(context_of(agent, desk)) as (app, _pilot):
        lost = Parked(act="1", form=CASE_FORM, codes={"kind": ["burial"]}, values={"facts": "x"})
        assert app.page.kind_of(lost) == "complaint"
        app.page.load(lost)
        assert app.page.values["facts"] == "x"


# -- another kind ------------------------------------------------------------------------------


async def test_another_kind_is_mounted_in_its_place(desk: MadeDesk, agent: Session) -> None:
    async with formed(context_of(agent, desk), CALLED) as (app, pilot):
        await app.page.build("lost")
        app.page.begin("lost", Known({"facts": "umbrella", "wish": "never asked"}))
        await pilot.pause()
        names = [spec.name for spec in app.page.fields]
        assert names[:2] == ["side", "item"]
        assert "wish" not in app.page.values
        form = app.page.typed_values()
        assert form["facts"] == "umbrella"
        assert app.page.built == "lost"


async def test_a_kind_of_a_tests_own_pack_needs_no_code(make_desk, agent: Session) -> None:
    files = to_files(agent.pack)
    more = (
        '\n[[kinds]]\ncode = "parcel"\nseries = "X"\nladder = "single"\nsoon = "1h"\n'
        'soon_days = "1d"\nseverities = [{ code = "plain", starts = "desk", resolve = 2 }]\n'
        'fields = [{ name = "shelf", kind = "text", required = true, max = 9 },'
        ' { name = "facts", kind = "note", required = true, max = 90, personal = true }]\n'
        'sections = [{ code = "parcel", fields = ["shelf", "facts"] }]\n'
        'outcomes = [{ code = "fetched" }]\n'
    )
    files["cases.toml"] = files["cases.toml"] + more.encode()
    for lang in ("en", "zh"):
        text = (
            '\n[case.kind.parcel]\nname = "Parcel"\nshort = "Parcel"\nform = "Parcel slip"\n'
            '[case.severity.parcel]\nplain = "plain"\n[field.shelf]\nlabel = "Shelf"\n'
            'help = "Where it lies."\neg = "e.g. 12"\nreadback = "shelf {value}"\n'
        )
        body = files[f"{lang}.toml"].decode()
        body = body.replace("[case.section]", '[case.section]\nparcel = "Parcel"', 1)
        body = body.replace("[case.outcome]", '[case.outcome]\nfetched = "fetched"', 1)
        files[f"{lang}.toml"] = (body + text).encode()
    desk = make_desk(from_files(files))
    context = context_of(desk.as_staff("Wang Fang"), desk)
    async with formed(context, Known(), kind="parcel") as (app, pilot):
        assert "Parcel slip" in app.text
        await pilot.press(*"12", "enter", "b", "ctrl+s")
        await pilot.pause()
        assert app.case is not None, app.said
    assert (app.case.kind, app.case.facts) == ("parcel", "b")
    assert app.case.fields == '{"shelf":"12"}'


# -- likely the same ---------------------------------------------------------------------------


def opened(session: Session, **more: str) -> Case:
    """A complaint that was opened before."""
    values = {
        "person": "吕敏", "phone": "13712349016", "channel": "phone", "place": "internal",
        "facts": FACTS, "severity": "ordinary",
    }  # fmt: skip
    return opening.open_case(session, OpenForm("complaint", values | more))


async def test_the_same_matter_is_shown_and_linked(desk: MadeDesk, agent: Session) -> None:
    first = opened(agent)
    desk.clock.advance(HOUR)
    second = opened(agent, facts="Waited for my result, 70 minutes")
    async with formed(context_of(agent, desk), Known(codes={"channel": ["box"]})) as (app, pilot):
        page = app.page
        with pytest.raises(Refused):
            page.link_next()
        page.focus_field("facts")
        await pilot.press(*("space" if one == " " else one for one in FACTS))
        await pilot.pause()
        page.look_for_same()
        await found_alike(app)
        await pilot.pause()
        shown = [one.line.id for one in page.same()]
        assert set(shown) == {first.id, second.id}
        assert "says the same" in beside(app)
        await pilot.press("ctrl+r")
        assert page.linked == shown[:1]
        assert "✓ C-000" in beside(app)
        await pilot.press("ctrl+r")
        assert page.linked == shown
        await pilot.press("ctrl+r")
        assert page.linked == []
        await pilot.press("ctrl+r")
        page.focus_field("severity")
        await pilot.press("1", "ctrl+s")
        await pilot.pause()
        assert app.case is not None, app.said
    links = CaseLink.read("case_id = ?", app.case.id)
    assert [(one.other_id, one.why) for one in links] == [(shown[0], "same_words")]


async def test_what_is_linked_stays_when_the_text_becomes_another(
    desk: MadeDesk, agent: Session, parking: Parking
) -> None:
    first = opened(agent)
    context = context_of(agent, desk)
    async with formed(context, CALLED, parking=parking) as (app, pilot):
        page = app.page
        await found_alike(app)
        await pilot.press("ctrl+r")
        for name in ("facts", "phone"):
            page.focus_field(name)
            await pilot.press("ctrl+e", *["ctrl+u"] * 3, "1")
        await pilot.pause()
        page.look_for_same()
        await found_alike(app)
        assert page.alike == []
        assert [one.line.id for one in page.same()] == [first.id]
        kept = msgspec.json.encode(page.park())
        page.load(msgspec.json.decode(kept, type=Parked))
        assert page.linked == [first.id]
        assert [one.line.id for one in page.same()] == [first.id]


async def test_a_late_answer_is_dropped(desk: MadeDesk, agent: Session) -> None:
    opened(agent)
    async with formed(context_of(agent, desk), Known()) as (app, pilot):
        page = app.page
        await found_alike(app)
        page.post_message(page.Found(0, ["stale"]))  # type: ignore[list-item]
        await pilot.pause()
        assert page.alike == []


async def test_it_is_looked_for_in_a_pause_of_typing(
    desk: MadeDesk, agent: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    async with formed(context_of(agent, desk), Known()) as (app, pilot):
        page = app.page
        await found_alike(app)
        monkeypatch.setattr(page, "_seek", lambda _number, draft: asked.append(draft.facts))
        page.focus_field("facts")
        for letter in "waiting":
            await pilot.press(letter)
        assert asked == []
        await asyncio.sleep(0.6)
        await found_alike(app)
        assert asked == ["waiting"]
