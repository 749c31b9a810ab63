"""The first start: language, pack, desk name, names of staff; nothing else (X1)."""

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from frontdesk import opening, words
from frontdesk.errors import DeskError
from frontdesk.opening import Founding
from frontdesk.packs.load import builtin, codes
from frontdesk.session import Session
from frontdesk.words import _
from screens.parts.choices import Choice
from screens.parts.context import Context, Tell
from screens.parts.field import Field
from screens.parts.labelled import label_line
from screens.parts.lines import BLANK, Lines, line
from screens.parts.messageline import Said
from screens.parts.page import Page
from screens.parts.panel import rule_line

LANGUAGES = (("zh", "简体中文"), ("en", "English"))
FIELDS = ("language", "pack", "desk", "staff")
NAME_LIMIT = 200


class Founded(Message):
    """The desk is there; the machine's session over it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class SpokenIn(Message):
    """Another language was chosen."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language


class FirstPage(Page):
    """Four questions, then the desk is open."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(id="first")
        self.context = context

    def compose(self) -> ComposeResult:
        """Two choices by digit, two fields to type."""
        ink, glyphs = self.context.ink, self.context.glyphs
        yield Lines(id="first-title")
        yield Lines(id="first-label-language", classes="first-label")
        yield Choice(LANGUAGES, ink, glyphs, chosen=words.language(), id="first-language")
        yield Lines(id="first-label-pack", classes="first-label")
        yield Choice(self._packs(), ink, glyphs, id="first-pack")
        yield Field("desk", "", ink, glyphs, max_length=40, id="first-desk", roomy=True)
        yield Field("staff", "", ink, glyphs, max_length=NAME_LIMIT, id="first-staff", roomy=True)
        yield Lines(id="first-foot")

    def _packs(self) -> list[tuple[str, str]]:
        return [(code, builtin(code).say("pack.name", words.language())) for code in codes()]

    def begin(self) -> None:
        """The cursor on the first question."""
        self.dress()
        self.query_one("#first-language", Choice).focus()

    def dress(self) -> None:
        """Every word in the language chosen."""
        if not self.display:
            # Dressed when it is shown: waiting for a size that never comes would burn the PC.
            return
        if not self.size.width:
            self.call_after_refresh(self.dress)
            return
        ink, glyphs = self.context.ink, self.context.glyphs
        room = self.size.width - 4
        self.query_one("#first-title", Lines).show(
            [rule_line(_("Set up this desk"), room, ink, glyphs), BLANK]
        )
        for name, label in (("language", _("Language")), ("pack", _("Kind of desk"))):
            focused = getattr(self.app.focused, "id", "") == f"first-{name}"
            self.query_one(f"#first-label-{name}", Lines).show(
                [label_line(label, ink, glyphs, focused=focused)]
            )
        self.query_one("#first-pack", Choice).offer(self._packs())
        desk = self.query_one("#first-desk", Field)
        desk.label, desk.hint = _("Desk name"), _("As on the sign: Guide desk 1")
        staff = self.query_one("#first-staff", Field)
        staff.label = _("Staff")
        staff.hint = _("Names, with commas between. The first is the supervisor.")
        desk.dress(ink, glyphs)
        staff.dress(ink, glyphs)
        self.query_one("#first-foot", Lines).show(
            [
                line(
                    ("Enter", ink.key),
                    (" " + _("next") + "   ", ink.dim),
                    ("Ctrl+S", ink.key),
                    (" " + _("open the desk"), ink.dim),
                )
            ]
        )

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A digit chose; the language is spoken at once."""
        event.stop()
        if event.choice.id == "first-language":
            self.post_message(SpokenIn(event.code))
            self.query_one("#first-pack", Choice).focus()
        else:
            self._suggest(event.code)
            self.query_one("#first-desk", Field).entry.focus()
        self.call_after_refresh(self.dress)

    def _suggest(self, pack: str) -> None:
        desk = self.query_one("#first-desk", Field)
        if not desk.value:
            desk.put(f"{builtin(pack).say('pack.desk', words.language())} 1")

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: the next question, or open."""
        event.stop()
        if event.field.name == "desk":
            self.query_one("#first-staff", Field).entry.focus()
        else:
            self.finish()

    def on_key(self, event: events.Key) -> None:
        """Enter and the arrows go through the questions."""
        if event.key in ("enter", "down", "tab") and isinstance(self.app.focused, Choice):
            event.stop()
            event.prevent_default()
            later = self.app.focused.id == "first-language"
            target = (
                self.query_one("#first-pack")
                if later
                else self.query_one("#first-desk", Field).entry
            )
            target.focus()
            self.call_after_refresh(self.dress)

    def finish(self) -> None:
        """Found the desk; what is wrong is said under its field."""
        desk = self.query_one("#first-desk", Field)
        staff = self.query_one("#first-staff", Field)
        pack = self.query_one("#first-pack", Choice)
        if pack.chosen is None:
            pack.focus()
            self.post_message(Tell(Said(_("Choose the kind of desk."), "refused")))
            return
        names = tuple(
            name.strip()
            for name in staff.value.replace("，", ",").replace("、", ",").split(",")
            if name.strip()
        )
        wanted = Founding(desk.value, builtin(pack.chosen), names)
        try:
            session = opening.found(self.context.place, wanted, self.context.clock)
        except DeskError as fault:
            field = staff if getattr(fault, "field", "") == "staff" else desk
            field.say_wrong(str(fault))
            field.entry.focus()
            self.post_message(Tell(Said(fault.sentence, "refused", more=fault.way_out)))
            return
        self.post_message(Founded(session))
