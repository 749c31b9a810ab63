"""How a call in hand looks: clocks, script, record, what was before, what is kept (P2, P3)."""

from collections.abc import Callable

from textual.app import ComposeResult

from frontdesk.clock import DAY, Millis
from frontdesk.desk.people import Match
from frontdesk.packs.phone import CallKind, ScriptStep
from frontdesk.packs.structs import FieldSpec
from frontdesk.phone import callers, calls, ringing, scripts
from frontdesk.phone.lists import CallLine
from frontdesk.words import _
from screens import actions
from screens.parts.context import Context, short_day
from screens.parts.countdown import clock_text
from screens.parts.form_page import FormPage, FormScroll
from screens.parts.lines import BLANK, Line, Lines, Span, line
from screens.parts.panel import rule_line
from screens.parts.parking import Parked
from screens.parts.rooms import Across, Down, Room
from screens.phone import before_lines, head_lines, kept_lines, ring_lines, script_lines
from screens.phone.calls_here import CALL
from screens.phone.ring_view import about_person, number_text, possible

KEPT_ROWS = 3


class CallView(FormPage):
    """The page of one call, as it is drawn."""

    form = CALL
    ends_with_confirm = False

    def __init__(self, context: Context) -> None:
        super().__init__(context, CALL)
        self.call_id: int | None = None
        self.channel = ""
        self.line: CallLine | None = None
        self.people: list[Match] = []
        self.before: list[callers.Contact] = []
        self.done: list[tuple[str, Millis, str]] = []
        self.times = 0
        self.under: Parked | None = None
        self._behind = False

    def compose(self) -> ComposeResult:
        """The dock of the call, and what is kept under it; fields come when the pack is known."""
        with Room(id="call-dock"):
            yield Lines(id="call-head")
            yield Lines(id="call-flat")
            with Across(id="call-panes"):
                yield Lines(id="call-script")
                yield Lines(id="call-rail")
                with Down(id="call-right"):
                    yield Lines(id="call-title")
                    yield FormScroll(id="call-form")
                    yield Lines(id="call-before")
        yield Lines(id="call-kept")

    async def build(self) -> None:
        """Mount the pack's fields; again after another pack or language."""
        self._quiet = True
        form = self.query_one("#call-form", FormScroll)
        await form.remove_children()
        await form.mount(*self.make_fields())
        self._quiet = False

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """The record's fields."""
        phone = self.context.pack.phone
        return phone.form if phone is not None else ()

    def checker(self, spec: FieldSpec) -> Callable[[str], str]:
        """A time must be one; the rest is as it was said."""
        return self.check_time if spec.kind == "due" else lambda _value: ""

    @property
    def ticket(self) -> str:
        """The number of the call; a contact has none before it is written down."""
        return self.line.ticket if self.line is not None else ""

    def _read(self, line: CallLine) -> None:
        """The call and what belongs to it, read again."""
        session = self.context.desk
        self.line = line
        self.people = possible(self.context, line)
        found = callers.history(session, line.phone, line.person_id) if line.phone else []
        self.before = [one for one in found if not (one.what == "call" and one.id == line.id)]
        self.times = callers.calling_again(session, calls.call_by_id(line.id)) or 0
        self.done = [
            (one.step, one.at, one.branch)
            for one in calls.CallStep.read("call_id = ? ORDER BY id", line.id)
        ]

    # -- the script --------------------------------------------------------------------------

    @property
    def kind_code(self) -> str:
        """The kind chosen, else the pack's first: its script begins like every other."""
        chosen = next(iter(self.codes("kind")), "")
        phone = self.context.pack.phone
        return chosen or (phone.kinds[0].code if phone is not None else "")

    def _kind(self) -> CallKind:
        return calls.telephone(self.context.pack).kind(self.kind_code)

    def _ticked(self) -> dict[str, str]:
        return {step: branch for step, _at, branch in self.done}

    def current_step(self) -> ScriptStep | None:
        """The step of the script that is to be done now."""
        return scripts.current(self._kind(), self._ticked())

    def last_step(self) -> str | None:
        """The step of this script that was done last."""
        steps = {one.code for one in self._kind().steps}
        return next((step for step, _at, _branch in reversed(self.done) if step in steps), None)

    def words_of(self, step: ScriptStep, part: str) -> str:
        """The pack's words for a part of a step."""
        return self.context.say(f"script.{self.kind_code}.{step.code}.{part}")

    # -- drawing -----------------------------------------------------------------------------

    def tick(self) -> None:
        """A second has passed: the clocks."""
        self._draw_head()
        self.note_due()

    def redraw(self) -> None:
        """All that stands around the fields."""
        if not self.is_attached or self.context.session is None:
            return
        if self.line is None and not self.channel:
            return
        self._draw_head()
        self._draw_script()
        self._draw_right()
        self._draw_kept()
        self.note_due()
        self.note_colleagues()

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(self.redraw)

    def _draw_head(self) -> None:
        pane = self.query_one("#call-head", Lines)
        call, context = self.line, self.context
        if not pane.seen.width:
            return
        if call is None:
            word = context.say(f"call.channel.{self.channel}")
            pane.show([line((word, context.ink.hi))])
            return
        who = (
            self.values.get("caller", "")
            or call.name
            or " / ".join(one.name for one in self.people)
        )
        about = about_person(context, self.people[0]) if len(self.people) == 1 else ""
        if self.times:
            days = call.rules.again_within // DAY
            again = ring_lines.again(self.times, days)
            about = f" {context.glyphs.dot} ".join(part for part in (about, again) if part)
        head = head_lines.head_of(call, context.now(), who, number_text(call), about)
        pane.show(head_lines.head_lines(head, pane.seen.width, context.ink, context.glyphs))

    def _draw_script(self) -> None:
        context = self.context
        wide, flat = self.query_one("#call-script", Lines), self.query_one("#call-flat", Lines)
        script = script_lines.script_of(
            context.pack,
            self.kind_code,
            self._ticked(),
            self._times(),
            emergency_key=actions.shown(context.keys["emergency"][0]),
            desk=context.desk_name,
            staff=context.staff_name,
            caller=self.values.get("caller", ""),
        )
        ink, glyphs = context.ink, context.glyphs
        if wide.seen.width:
            size = wide.seen
            wide.show(script_lines.script_lines(script, size.width, size.height, ink, glyphs))
        if flat.seen.width:
            flat.show(script_lines.flat_script(script, flat.seen.width, ink, glyphs))
        rail = self.query_one("#call-rail", Lines)
        rail.show([(Span(glyphs.split, ink.rule),)] * rail.seen.height)

    def _times(self) -> dict[str, str]:
        call = self.line
        if call is None:
            return {}
        began = call.answered_at if call.answered_at is not None else call.began_at
        times = {step: clock_text(max(0, at - began)) for step, at, _branch in self.done}
        rang = ringing.rang(call.facts, self.context.now())
        if rang is not None and self.done:
            cadence = call.pack.rings[call.pack.country]
            number = ringing.rings_sounded(cadence, rang)
            times[self.done[0][0]] = _("ring {number}").format(number=number)
        return times

    def _draw_right(self) -> None:
        context, call = self.context, self.line
        title = self.query_one("#call-title", Lines)
        ink, glyphs = context.ink, context.glyphs
        if title.seen.width:
            key = actions.shown(context.keys["finish"][0])
            note = _("{key} saves").format(key=key)
            if call is not None and call.closed_at is None:
                note = f"{call.ticket} {glyphs.dot} {note}"
            elif call is not None:
                note = _("{call}, recorded").format(call=call.ticket)
            title.show([rule_line(_("Call record"), title.seen.width, ink, glyphs, note)])
        pane = self.query_one("#call-before", Lines)
        if pane.seen.width:
            zone = context.desk.zone
            before = before_lines.Before(
                contacts=self.before,
                now=context.now(),
                say=context.say,
                day=lambda at: short_day(at, zone),
                time=context.time,
            )
            size = pane.seen
            pane.show(before_lines.before_lines(before, size.width, size.height, ink, glyphs))

    def _draw_kept(self) -> None:
        pane = self.query_one("#call-kept", Lines)
        if not pane.seen.width:
            return
        if self.under is None or self.under.empty:
            pane.show([])
            return
        shown: list[Line] = kept_lines.kept_lines(
            self.context, self.under, pane.seen.width, KEPT_ROWS
        )
        pane.show([*shown, *[BLANK] * (pane.seen.height - len(shown))])
