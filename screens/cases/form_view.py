"""How the form of a case looks: its sections, and what is said beside them (C1, C2, C4).

What is chosen, and what follows from it, is read here; what is done with the keys is the page's.
"""

from textual.app import ComposeResult
from textual.widget import Widget

from frontdesk.cases import cases, fields, past
from frontdesk.cases.cases import YES
from frontdesk.cases.likeness import Alike
from frontdesk.cases.lists import CaseLine
from frontdesk.clock import MINUTE, Millis
from frontdesk.desk.directory import Department
from frontdesk.errors import InputError
from frontdesk.packs.cases import CaseKind
from frontdesk.packs.structs import FieldSpec
from frontdesk.staff.staff import Staff
from frontdesk.words import _
from screens import actions
from screens.cases import case_fields, form_side
from screens.cases.case_fields import LISTED, RECEIVED, Offer
from screens.cases.form_side import SameCase, Saved
from screens.cases.names import CASE_FORM
from screens.parts.context import Context
from screens.parts.field import Field
from screens.parts.form_fields import FieldWords
from screens.parts.form_page import FormPage, FormScroll
from screens.parts.lines import BLANK, Drawn, Line, Lines, line
from screens.parts.panel import rule_line
from screens.parts.parking import Parked
from screens.parts.rooms import Across, Down

SEVERITY, JOINT = "severity", "joint"
# How the ids of cases to be linked are called among those of a form that is put aside.
LINK = "link."
# Among the same: the instant that was meant when it was typed.
MEANT = "meant"


class Section(Drawn):
    """The head of a part of the form: its name on a rule."""

    def __init__(self, title: str, context: Context, *, later: bool) -> None:
        super().__init__(classes="section -later" if later else "section")
        self.title, self.context = title, context

    def on_mount(self) -> None:
        """Draw it."""
        ink, glyphs = self.context.ink, self.context.glyphs

        def head(room: int) -> list[Line]:
            word, *rest = rule_line(self.title, room, ink, glyphs)
            return [line((word.text, ink.dim), *rest)]

        self.draw(head)


class CaseFormView(FormPage):
    """The form of one kind of case, as it is drawn."""

    form = CASE_FORM
    ends_with_confirm = False

    def __init__(self, context: Context) -> None:
        super().__init__(context, CASE_FORM)
        self.built = ""
        self.alike: list[Alike] = []
        self._behind = False
        self._linked: list[CaseLine] = []
        self._places: list[Department] | None = None
        self._staff: dict[int, Staff] | None = None
        self._saved: tuple[object, Saved] | None = None

    # -- building ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The fields are mounted when the kind is known."""
        with Across(id="case-form-panes"):
            with Down(id="case-form-left"):
                yield Lines(id="case-form-title")
                yield FormScroll(id="case-form-fields")
            yield Lines(id="case-form-rail")
            yield Lines(id="case-form-side")
        yield Lines(id="case-form-foot")

    async def build(self, kind: str) -> None:
        """Mount the fields of a kind, section by section; again after another pack or language."""
        self._quiet = True
        self.built = kind
        self._places, self._staff, self._saved = None, None, None
        scroll = self.query_one(FormScroll)
        self._inputs, self._choices = {}, {}
        await scroll.remove_children()
        made = {(one.id or "").removeprefix("field-"): one for one in self.make_fields()}
        mounted: list[Widget] = []
        for code, names in case_fields.sections_of(self.kind):
            inside = [made[name] for name in names if name in made]
            if inside:
                title = self.context.say(f"case.section.{code}")
                mounted += [Section(title, self.context, later=bool(mounted)), *inside]
        await scroll.mount(*mounted)
        self._quiet = False

    @property
    def kind(self) -> CaseKind:
        """The kind that is mounted now, by the pack in force."""
        return cases.forms(self.context.pack).kind(self.built)

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """Its fields in the order of the paper."""
        return case_fields.specs_of(self.kind)

    def field_words(self, spec: FieldSpec) -> FieldWords:
        """As the paper of this kind calls it."""
        return case_fields.field_words(self.kind, spec, self.context)

    # -- places and receivers ----------------------------------------------------------------

    def offers(self, spec: FieldSpec) -> list[Offer]:
        """What may be chosen in a field now, narrowed by what is typed until one is chosen."""
        typed = "" if self._chosen(spec) else self.values.get(spec.name, "")
        if spec.kind in ("place", "department"):
            return case_fields.offered_places(self._every_place(), typed)
        if spec.kind == "receiver":
            found = case_fields.receivers(self.context.desk, self.kind, self._start())
            return case_fields.offered_receivers(found, typed, self.context)
        return case_fields.offered_colleagues(list(self._colleagues().values()), typed)

    def _chosen(self, spec: FieldSpec, parked: Parked | None = None) -> str:
        """What is chosen in a field with a list, as it is kept: a code, or an id as text."""
        kept = self.parked if parked is None else parked
        if spec.kind in ("place", "department"):
            return next(iter(kept.codes.get(spec.name, [])), "")
        found = kept.ids.get(spec.name)
        return "" if found is None else str(found)

    def _name_chosen(self, spec: FieldSpec, parked: Parked) -> str:
        """Its name in the language spoken now; "" where nothing is chosen or it is no more."""
        code = self._chosen(spec, parked) if spec.kind in LISTED else ""
        if spec.kind in ("place", "department"):
            return next((one.name for one in self._every_place() if one.code == code), "")
        colleague = self._colleagues().get(int(code)) if code else None
        return (colleague.name or "") if colleague is not None else ""

    def _every_place(self) -> list[Department]:
        if self._places is None:
            self._places = case_fields.places()
        return self._places

    def _colleagues(self) -> dict[int, Staff]:
        if self._staff is None:
            self._staff = {one.id: one for one in Staff.here()}
        return self._staff

    # -- how grave, and to whom --------------------------------------------------------------

    @property
    def severity(self) -> str:
        """The severity chosen; of a kind that has but one, or asks for none, that."""
        if SEVERITY in self._choices and len(self.kind.severities) > 1:
            return next(iter(self.codes(SEVERITY)), "")
        return self.kind.severities[0].code

    def _start(self) -> case_fields.Start:
        grade = self.severity or self.kind.severities[0].code
        return case_fields.start(self.context.desk, self.kind, grade)

    def _must_name(self) -> bool:
        """Whether a receiver is wanted and nobody is named."""
        asks = self._spec(fields.RECEIVER)
        return bool(asks and self._start().must is not None and not self._chosen(asks))

    def _receiver(self) -> Staff | None:
        spec = self._spec(fields.RECEIVER)
        chosen = self._chosen(spec) if spec is not None else ""
        return self._colleagues().get(int(chosen)) if chosen else None

    def received_at(self) -> Millis | None:
        """When the person said it: as typed, else with the call; None is now."""
        typed = self.values.get(RECEIVED.name, "").strip()
        ids = self.parked.ids
        if not typed or self._spec(RECEIVED.name) is not RECEIVED:
            return ids.get(RECEIVED.name)
        kept = ids.get(MEANT)
        return self._moment(typed) if kept is None else kept

    def _moment(self, typed: str) -> Millis | None:
        try:
            return past.parse(typed, self.context.now(), self.context.desk.zone)
        except InputError:
            return None

    # -- likely the same ---------------------------------------------------------------------

    @property
    def linked(self) -> list[int]:
        """The cases that are to be linked with it."""
        ids = self.parked.ids
        return [one for key, one in ids.items() if key.startswith(LINK) and one is not None]

    def same(self) -> list[SameCase]:
        """What is linked, and what is likely the same."""
        return form_side.same_of(self.alike, self._linked)

    # -- drawing -----------------------------------------------------------------------------

    def redraw(self) -> None:
        """All that stands around the fields."""
        if not self.is_attached or self.context.session is None or not self.parked.act:
            return
        self._draw_title()
        rail = self.query_one("#case-form-rail", Lines)
        rail.show([line((self.context.glyphs.split, self.context.ink.rule))] * rail.seen.height)
        self._note(set(self._inputs))
        if not self._behind:
            # The field is there first; what is worked out from it follows, once for all changes.
            self._behind = True
            self.call_after_refresh(self._draw_rest)

    def _draw_rest(self) -> None:
        self._behind = False
        if self.context.session is not None and self.parked.act:
            self._draw_beside()

    def _draw_title(self) -> None:
        title, context = self.query_one("#case-form-title", Lines), self.context
        if not title.seen.width:
            return
        kept = self.parking.all(CASE_FORM) if self.parking is not None else []
        others = sum(one.act != self.parked.act for one in kept)
        note = [_("kept: {count}").format(count=others)] if others else []
        note.append(_("{key} saves").format(key=self._key("finish")))
        said = f" {context.glyphs.dot} ".join(note)
        word = context.say(f"case.kind.{self.built}.form")
        title.show([rule_line(word, title.seen.width, context.ink, context.glyphs, said)])

    def _note(self, names: set[str]) -> None:
        """Beside the fields: what was understood of a time, where a place is, who would have it."""
        ink, glyphs = self.context.ink, self.context.glyphs
        for name in names:
            field, spec = self._inputs.get(name), self._spec(name)
            if isinstance(field, Field) and spec is not None:
                said = self._beside(spec, field.value)
                field.note(line((glyphs.text(said), ink.dim)) if said else ())

    def _beside(self, spec: FieldSpec, typed: str) -> str:
        if spec is RECEIVED and not typed.strip():
            at = self.parked.ids.get(RECEIVED.name)
            return _("now") if at is None else case_fields.moment(at, self.context)
        if spec.kind in ("when", "date"):
            said = case_fields.understood(spec, typed, self.context)
            return said if said.casefold() != typed.strip().casefold() else ""
        chosen = self._chosen(spec) if spec.kind in LISTED else ""
        if not chosen:
            return ""
        found = (one for one in self.offers(spec) if one.key == chosen)
        return next((one.about for one in found), "")

    def _draw_beside(self) -> None:
        side, foot = (
            self.query_one("#case-form-side", Lines),
            self.query_one("#case-form-foot", Lines),
        )
        if side.display and side.seen.width:
            side.show(self._side(side.seen.width, side.seen.height))
        if foot.display and foot.seen.width:
            foot.show(self._foot(foot.seen.width, foot.seen.height))

    def _side(self, room: int, rows: int) -> list[Line]:
        context = self.context
        above = form_side.saved_lines(self.follows(), room, context)
        spec = self._spec(self.focused_name())
        title = self.field_words(spec).label if spec is not None else ""
        left = rows - len(above) - 1
        offers = self._listed(spec)
        if offers is None or spec is None:
            below = form_side.same_lines(
                self.same(), self.linked, self.built, room, context, self._key("case_same")
            )
        else:
            chosen = self._here(spec)
            below = form_side.offer_lines(title, offers, chosen, room, left, context)
        return [*above, BLANK, *below][:rows]

    def _foot(self, room: int, rows: int) -> list[Line]:
        context = self.context
        spec = self._spec(self.focused_name())
        offers = self._listed(spec)
        if spec is not None and offers is not None and spec.kind != SEVERITY:
            title = self.field_words(spec).label
            return form_side.offer_short(title, offers, self._here(spec), room, rows, context)
        head = rule_line(_("If saved now"), room, context.ink, context.glyphs)
        same = form_side.same_short(self.same(), self.linked, room, context, self._key("case_same"))
        return [head, *form_side.saved_short(self.follows(), room, context), same]

    def _listed(self, spec: FieldSpec | None) -> list[Offer] | None:
        """What is chosen among in the field in focus, where it has a list beside it."""
        if spec is None or spec.kind not in (*LISTED, "severity"):
            return None
        if spec.kind == "severity":
            joint = self.codes(JOINT) == [YES]
            return form_side.grade_offers(self.kind, self.context, joint=joint)
        return self.offers(spec)

    def _here(self, spec: FieldSpec) -> str:
        return self.severity if spec.kind == "severity" else self._chosen(spec)

    def follows(self) -> Saved:
        """What follows if the form is saved now; worked out again when it may be another."""
        context = self.context
        to = self._receiver()
        joint = self.codes(JOINT) == [YES]
        received = self.received_at()
        about = (
            self.built, self.severity, joint, received, to.id if to is not None else None,
            context.now() // MINUTE, context.pack.digest, context.desk.staff_id,
        )  # fmt: skip
        if self._saved is None or self._saved[0] != about:
            found = form_side.saved(context, self.kind, self.severity, received, to, joint=joint)
            self._saved = about, found
        return self._saved[1]

    def _spec(self, name: str) -> FieldSpec | None:
        return next((one for one in self.fields if one.name == name), None) if self.built else None

    def _key(self, action: str) -> str:
        keys = self.context.keys.get(action) or actions.by_id(action).keys
        return actions.shown(keys[0])

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(self.redraw)
