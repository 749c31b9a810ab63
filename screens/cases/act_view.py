"""How a form about a case is drawn: its fields, what is chosen in them, the case beside (X2)."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from frontdesk.cases import lists, reading
from frontdesk.cases.case_file import CaseFile
from frontdesk.desk.directory import Department
from frontdesk.packs.structs import FieldSpec
from frontdesk.words import _
from screens.cases import act_forms, act_side, case_asks, case_fields, case_hints, form_side
from screens.cases.act_forms import Asked, Wanted
from screens.cases.case_fields import Offer
from screens.cases.names import CASE_ACT
from screens.parts.context import Context
from screens.parts.form_fields import FieldWords
from screens.parts.form_page import FormPage, FormScroll
from screens.parts.lines import Drawn, Line, Lines, line
from screens.parts.panel import rule_line
from screens.parts.rooms import Across

# A form with no more fields than this has room for long texts.
_FEW = 2

Listed = Callable[[str, Sequence[Offer], str, int, int, Context], list[Line]]
"""What draws a list to choose from: title, offers, the one chosen, cells, rows."""


class ActView(FormPage):
    """The form of one act on one case, as it stands on the screen."""

    form = CASE_ACT
    ends_with_confirm: ClassVar[bool] = False

    def __init__(self, context: Context) -> None:
        super().__init__(context, CASE_ACT)
        self.wanted: Wanted | None = None
        self.case: CaseFile | None = None
        self._asked: dict[str, Asked] = {}
        # The fields that this outcome does not need.
        self._hidden: frozenset[str] = frozenset()
        self._picked: dict[str, str] = {}
        self._places: list[Department] = []
        self._behind = False

    def compose(self) -> ComposeResult:
        """The form, and the case beside it; fields come with the act."""
        with Across(id="act-panes"):
            with FormScroll(id="act-form"):
                yield Drawn(id="act-title")
            yield Lines(id="act-rail")
            yield Drawn(id="act-side")
        yield Drawn(id="act-foot")

    def _take(self, wanted: Wanted) -> None:
        case = reading.read_case(self.context.desk, wanted.case_id)
        asked = act_forms.fields_of(case, wanted)
        self.wanted, self.case = wanted, case
        self._asked = {one.spec.name: one for one in asked}
        listed = any(one.spec.kind == "place" for one in asked)
        self._places = case_fields.places() if listed else []

    async def _mount_fields(self) -> None:
        self._quiet = True
        self._hidden = frozenset()
        self._inputs, self._choices = {}, {}
        form = self.query_one("#act-form", FormScroll)
        await form.remove_children("Labelled")
        await form.mount(*self.make_fields())
        self.set_class(len(self.fields) <= _FEW, "-few")
        self._quiet = False

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """The fields of this act."""
        return tuple(one.spec for one in self._asked.values())

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """Those that are asked for now."""
        return tuple(one for one in self.specs if one.name not in self._hidden)

    @property
    def other(self) -> str:
        """The field that names another case; "" where this form has none."""
        names = self.wanted is not None and self.wanted.act in (case_hints.LINK, case_hints.CLOSE)
        return act_forms.OTHER if names else ""

    def field_words(self, spec: FieldSpec) -> FieldWords:
        """The program's words, and the pack's for what is chosen."""
        return self._asked[spec.name].words

    # -- drawing -----------------------------------------------------------------------------

    def redraw(self) -> None:
        """Title, what was understood, and what stands beside."""
        if not self.is_mounted or self.case is None:
            return
        self.note_due()
        self.note_colleagues()
        self._note_other()
        self.query_one("#act-title", Drawn).draw(lambda room: [self._title(room)])
        rail = self.query_one("#act-rail", Lines)
        ink, glyphs = self.context.ink, self.context.glyphs
        rail.show([line((glyphs.split, ink.rule))] * rail.seen.height)
        self.query_one("#act-side", Drawn).draw(self._beside)
        self.query_one("#act-foot", Drawn).draw(self._below)
        self.set_class(self._listing, "-picking")

    def _title(self, room: int) -> Line:
        case, wanted = self.case, self.wanted
        if case is None or wanted is None:
            return ()
        ink, glyphs = self.context.ink, self.context.glyphs
        kept = self.parking.all(CASE_ACT) if self.parking is not None else []
        others = sum(one.act != self.parked.act for one in kept)
        keys = [
            *line((_("kept: {count}").format(count=others), ink.dim), "   "),
            *line((case_hints.CLOSE_KEY, ink.key), (" " + _("finish"), ink.dim), "   "),
            *line(("Esc", ink.key), (" " + _("put aside"), ink.dim)),
        ][0 if others else 2 :]
        title = f"{act_forms.title_of(case, wanted)}  {case_asks.about(case)}"
        return rule_line(title, room, ink, glyphs, keys)

    @property
    def _listing(self) -> bool:
        """Whether one chooses from a list in the focused field."""
        return self._kinds.get(self.focused_name()) == "place"

    def _beside(self, room: int) -> list[Line]:
        """Right of the form: what a digit chooses among, else the case so far."""
        rows = self.query_one("#act-side", Drawn).seen.height
        if self.case is None:
            return []
        if self._listing:
            return self._listed(form_side.offer_lines, room, rows)
        return act_side.case_lines(self.context, self.case, room, rows)

    def _below(self, room: int) -> list[Line]:
        """Under the form, where nothing stands beside it."""
        rows = self.query_one("#act-foot", Drawn).seen.height
        return self._listed(form_side.offer_short, room, rows) if self._listing else []

    def _listed(self, lines: Listed, room: int, rows: int) -> list[Line]:
        name = self.focused_name()
        label = self._asked[name].words.label
        chosen = self._picked.get(name, "")
        return lines(label, self.offers(name), chosen, room, rows, self.context)

    def _note_other(self) -> None:
        """Beside the number of another case who and what it is."""
        field = self._inputs.get(self.other)
        if field is None:
            return
        key = self.parked.ids.get(act_forms.OTHER)
        found = lists.one(self.context.desk, key) if key is not None else None
        ink, glyphs = self.context.ink, self.context.glyphs
        if found is None:
            field.note(())
            return
        said = " ".join(part for part in (found.number, found.name, found.said) if part)
        field.note(line((glyphs.text(" ".join(said.split())), ink.dim)))

    def tick(self) -> None:
        """A second has passed: how long it is until a time that is typed."""
        self.note_due()

    def offers(self, name: str) -> list[Offer]:
        """The places that a digit means in this field, narrowed by what is typed."""
        typed = "" if name in self._picked else self.values.get(name, "")
        return case_fields.offered_places(self._places, typed)

    def come_up(self) -> None:
        """Shown again."""
        self.redraw()

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(self.redraw)
