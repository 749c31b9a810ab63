"""A form of the pack: its kinds of fields, its road in and out of the parking (P4, D7, K2)."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ClassVar

import msgspec
import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from frontdesk import words
from frontdesk.clock import HOUR, MINUTE, SECOND
from frontdesk.packs.structs import FieldSpec
from frontdesk.settings import Settings
from frontdesk.staff.staff import Staff, hire
from screens.parts.area import Area, NoteField
from screens.parts.choices import Choice
from screens.parts.context import Context, Tell
from screens.parts.entry import Entry
from screens.parts.field import Field
from screens.parts.form_fields import PickEntry, make_field
from screens.parts.form_page import FormPage, FormScroll
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.parts.labelled import LABEL
from screens.parts.lines import text_of
from screens.parts.parking import Parked
from screens.parts.themed import Themed
from tests.conftest import MadeDesk

INK = ink_of("frontdesk-dark", flat=False)
FIELDS = ["caller", "kind", "asked", "answer", "outcome", "promise", "by", "who"]


class Record(FormPage):
    """The record of a call, as the hotline's pack has it."""

    form = "record"
    ends_with_confirm: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        with FormScroll():
            yield from self.make_fields()

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        phone = self.context.pack.phone
        assert phone is not None
        return phone.form

    def checker(self, spec: FieldSpec) -> Callable[[str], str]:
        return self.check_time if spec.kind == "due" else lambda _value: ""

    def first_wrong(self) -> tuple[str, str] | None:
        wrong = self.check_time(self.values["by"])
        return ("by", wrong) if wrong else None

    def on_key(self, event: events.Key) -> None:
        if event.key in ("tab", "shift+tab", "down", "up"):
            event.stop()
            event.prevent_default()
            self.step(1 if event.key in ("tab", "down") else -1)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        event.stop()
        self.step(1)

    def on_field_changed(self, event: Field.Changed) -> None:
        event.stop()
        self.note_due()

    def on_descendant_focus(self) -> None:
        self.note_colleagues()

    def on_pick_entry_picked(self, event: PickEntry.Picked) -> None:
        self.pick_colleague(self.name_of(event.entry), event.number)
        self.note_colleagues()

    def lines_of(self, name: str) -> list[str]:
        return [text_of(one).rstrip() for one in self._inputs[name].lines]


class Recording(Themed[None]):
    """The page alone."""

    CSS = "Record Entry { width: 22; }"

    def __init__(self, page: Record) -> None:
        super().__init__()
        self.page = page
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.page

    def on_tell(self, event: Tell) -> None:
        self.told.append(event.said.text)


@pytest.fixture
def hotline(make_desk: Callable[..., MadeDesk]) -> MadeDesk:
    return make_desk("hotline")


def context_of(desk: MadeDesk) -> Context:
    return Context(
        place=desk.place, settings=Settings(), clock=desk.clock, ink=INK, glyphs=FULL,
        seat="Desk 1", session=desk.as_staff(),
    )  # fmt: skip


@asynccontextmanager
async def recording(
    desk: MadeDesk, size: tuple[int, int] = (72, 30)
) -> AsyncIterator[tuple[Record, Pilot[None]]]:
    app = Recording(Record(context_of(desk), "record"))
    async with app.run_test(size=size) as pilot:
        app.page.restore(app.page.fresh())
        await pilot.pause()
        yield app.page, pilot


async def test_every_kind_has_its_field_and_the_words_of_the_pack(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, _pilot):
        assert [spec.name for spec in page.fields] == FIELDS
        assert {name for name, one in page._inputs.items() if isinstance(one, NoteField)} == {
            "asked",
            "answer",
        }
        assert isinstance(page.query_one("#field-who", Field).entry, PickEntry)
        phone = page.context.pack.phone
        assert phone is not None
        kinds = page.query_one("#choice-kind", Choice)
        assert [code for code, _word in kinds.options] == [one.code for one in phone.kinds]
        assert kinds.options[0][1] == page.context.say("call.kind.inquiry")
        outcomes = page.query_one("#choice-outcome", Choice)
        assert [code for code, _word in outcomes.options] == [one.code for one in phone.outcomes]
        assert outcomes.options[1][1] == page.context.say("call.outcome.promised")


async def test_plain_terminals_get_plain_fields(hotline: MadeDesk) -> None:
    context = context_of(hotline)
    context.glyphs = PLAIN
    page = Record(context, "record")
    async with Recording(page).run_test(size=(72, 30)):
        assert all(one.has_class("-plain") for one in (*page.query(Entry), *page.query(Area)))


async def test_a_short_note_stays_one_line(hotline: MadeDesk) -> None:
    context = context_of(hotline)

    def nothing(_text: str) -> str:
        return ""

    for most, kind in ((200, Field), (201, NoteField)):
        spec = FieldSpec(name="asked", kind="note", max=most)
        assert isinstance(make_field(spec, context, nothing, nothing), kind)


async def test_tab_goes_through_all_fields_and_stays_in_the_last(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        seen = [page.focused_name()]
        for _field in FIELDS:
            await pilot.press("tab")
            seen.append(page.focused_name())
        assert seen == [*FIELDS, "who"]
        for _field in FIELDS:
            await pilot.press("shift+tab")
        assert page.focused_name() == "caller"


async def test_enter_in_a_note_goes_on_and_down_leaves_its_last_row(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        page.focus_field("asked")
        await pilot.press("a", "ctrl+j", "b", "up", "c", "down")
        assert page.focused_name() == "asked"
        assert page.values["asked"] == "ac\nb"
        await pilot.press("down")
        assert page.focused_name() == "answer"
        await pilot.press("enter")
        assert page.focused_name() == "outcome"


async def test_a_note_is_parked_to_the_character_and_row(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        page.focus_field("asked")
        page._inputs["asked"].put("她等了七十分钟" * 60)
        await pilot.press(*["up"] * 6, "left", "shift+left", "shift+left")
        kept = msgspec.json.encode(page.snapshot())
        parked = msgspec.json.decode(kept, type=Parked)
        row = parked.within
        assert parked.focus == "asked"
        assert parked.start == parked.end + 2
        assert row
        await pilot.press("ctrl+u", "x", *["down"] * 6)
        page.restore(page.fresh())
        await pilot.pause()
        assert page.values["asked"] == ""
        page.restore(parked)
        await pilot.pause()
        await pilot.pause()
        assert msgspec.json.encode(page.snapshot()) == kept
        area = page.app.focused
        assert isinstance(area, Area)
        assert area.scroll_y == row
        assert area.selected_text == parked.values["asked"][parked.end : parked.start]


async def test_a_parked_field_that_is_no_more_leads_to_the_first(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        page.restore(Parked(act="1", form="record", focus="badge"))
        await pilot.pause()
        assert page.focused_name() == "caller"


async def test_a_time_means_what_it_meant_when_typed(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        start = hotline.clock.now()
        page.focus_field("by")
        await pilot.press("3", "0", "m")
        await pilot.pause()
        assert page.due_at("by") == start + 30 * MINUTE
        assert page.lines_of("by")[0].endswith("today 8:00 · in 30 min")
        hotline.clock.advance(10 * MINUTE + SECOND)
        page.note_due()
        await pilot.pause()
        assert page.due_at("by") == start + 30 * MINUTE
        assert page.lines_of("by")[0].endswith("today 8:00 · in 19 min")
        parked = page.snapshot()
        page.restore(page.fresh())
        assert page.due_at("by") is None
        page.restore(parked)
        assert page.due_at("by") == start + 30 * MINUTE
        await pilot.press("ctrl+u", *"17:00")
        await pilot.pause()
        assert page.due_at("by") == start + 9 * HOUR + 30 * MINUTE
        assert page.lines_of("by")[0].endswith("today · in 9:19")
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert page.due_at("by") is None
        assert page.lines_of("by")[0] == "By when"


async def test_a_time_that_is_none_is_told_on_leaving(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        page.focus_field("by")
        await pilot.press(*"soon")
        assert len(page.lines_of("by")) == 1
        assert page.due_at("by") is None
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "✗ A time is wanted: 17:00" in page.lines_of("by")[1]
        page.complain()
        await pilot.pause()
        assert page.focused_name() == "by"


async def test_a_digit_takes_a_colleague_and_letters_narrow_them(hotline: MadeDesk) -> None:
    for name in ("Zhao Lei", "李娜", "王磊"):
        hire(hotline.machine, name, "agent")
    async with recording(hotline) as (page, pilot):
        mine = page.context.desk.staff_id
        every = [one.name or "" for one in Staff.here() if one.id != mine]
        page.focus_field("who")
        await pilot.pause()
        assert [one.name for one in page.colleagues("who")] == every
        assert page.lines_of("who")[0].endswith("  1 Wang Fang  2 Zhao Min  +3")
        await pilot.press("w", "l")
        await pilot.pause()
        assert [one.name for one in page.colleagues("who")] == ["王磊"]
        await pilot.press("5")
        assert page.parked.ids.get("who") is None
        await pilot.press("1")
        await pilot.pause()
        assert page.values["who"] == "王磊"
        assert page.parked.ids["who"] == Staff.get(Staff.name == "王磊").id
        assert page.lines_of("who")[0] == "Who"
        await pilot.press("backspace")
        await pilot.pause()
        assert page.parked.ids["who"] is None


async def test_phrases_are_pointed_out_in_our_words_never_in_theirs(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, pilot):
        for name, told in (("asked", False), ("answer", True), ("promise", True)):
            page.focus_field(name)
            await pilot.press(*"Calm", "space", *"down")
            await pilot.pause()
            shown = page.lines_of(name)[-1].strip()
            assert (shown == "✗ “calm down” is never said.") is told, name
            assert not page._inputs[name].wrong
        parked = page.snapshot()
        page.restore(page.fresh())
        assert not page._inputs["answer"].advice
        page.restore(parked)
        assert page._inputs["answer"].advice
        words.use("zh")
        try:
            page._inputs["answer"].put("这个不可能")
            assert "不可能" in page._inputs["answer"].advice
        finally:
            words.use("en")


async def test_fields_stand_right_of_their_labels(hotline: MadeDesk) -> None:
    async with recording(hotline) as (page, _pilot):
        who = page.query_one("#field-who", Field)
        assert who.note_room() > who.entry.outer_size.width
        for entry in (*page.query(Entry), *page.query(Area)):
            assert entry.region.x == LABEL
        area = page.query(Area).first()
        assert area.outer_size.width == page.size.width - LABEL
        assert area.outer_size.height == 3
