"""Where an answer, a reason or how a promise was kept is typed, kept while it is typed (D7, K2)."""

from textual.app import ComposeResult
from textual.containers import Container

from frontdesk.phone import phrases
from frontdesk.tasks.tasks import TEXT_LIMIT
from frontdesk.words import _
from screens.parts.context import Context, Do, new_act
from screens.parts.entry import Parked as ParkedEntry
from screens.parts.field import Field
from screens.parts.focus import focus_now
from screens.parts.labelled import LABEL
from screens.parts.lines import Drawn, Line, ends, line
from screens.parts.parking import Parked, Parking
from screens.phone import task_asks
from screens.phone.calls_here import TASK_WORDS
from screens.phone.task_asks import Typing, Words


def never_said(context: Context, text: str) -> str:
    """The first phrase in `text` that is never said, as a sentence; nothing where there is none."""
    found = phrases.pointed_out(context.pack, text)
    if not found:
        return ""
    said = text[found[0].begin : found[0].end]
    return _("“{phrase}” is never said.").format(phrase=said)


class AnswerBar(Container):
    """Title, one line to type in, and what is wrong with it; Enter keeps, Esc puts aside.

    What is half typed is parked for each task and comes back to the very character. On Enter the
    bar asks for `keep_answer`.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(id="answer-bar")
        self.display = False
        self.context = context
        self.parking: Parking | None = None
        self.typing: Typing | None = None
        self.parked = Parked(act="", form=TASK_WORDS)
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """Title, field, and the line under it."""
        yield Drawn(id="answer-title")
        yield Field(
            "answer",
            "",
            self.context.ink,
            self.context.glyphs,
            id="answer-field",
            max_length=TEXT_LIMIT,
        )
        yield Drawn(id="answer-below")

    @property
    def field(self) -> Field:
        """The field."""
        return self.query_one("#answer-field", Field)

    @property
    def text(self) -> str:
        """What is written."""
        return self.field.value

    def open(self, typing: Typing) -> None:
        """The words for this task, as they were left."""
        self.close(done=False)
        self.typing = typing
        task_id = task_asks.task_id(typing.owed)
        kept = self._kept(task_id, typing.outcome)
        self.parked = kept or Parked(
            act=new_act(), form=TASK_WORDS, at=self.context.now(), ids={"task": task_id}
        )
        text = self.parked.values.get(typing.outcome, "")
        start, end = (kept.start, kept.end) if kept is not None else (len(text), len(text))
        self.field.restore(ParkedEntry(text, start, end))
        self._wrong = ""
        self.display = True
        self.dress()
        focus_now(self.field.entry)
        self.park()

    def _kept(self, task_id: int, outcome: Words) -> Parked | None:
        """What is parked for this task and this end of it."""
        found = [
            one
            for one in (self.parking.all(TASK_WORDS) if self.parking is not None else [])
            if one.ids.get("task") == task_id and outcome in one.values
        ]
        return found[-1] if found else None

    def was_open(self) -> tuple[int, Words] | None:
        """The task whose words were being typed when the window ended, and how it was to end."""
        for one in self.parking.all(TASK_WORDS) if self.parking is not None else []:
            task_id = one.ids.get("task")
            for outcome in ("answered", "kept", "dropped"):
                if one.open and task_id is not None and outcome in one.values:
                    return task_id, outcome
        return None

    def close(self, *, done: bool) -> None:
        """Hide it; what is half written stays for the next time."""
        if not self.display:
            return
        if self.parking is not None:
            if done or not self.text.strip():
                self.parking.drop(self.parked)
            else:
                self.park(still_open=False)
        self.display = False
        self.typing = None

    def park(self, *, still_open: bool = True) -> None:
        """Keep what is written, to the character."""
        if self.parking is None or self.typing is None or not self.display:
            return
        entry = self.field.entry
        self.parked.values = {self.typing.outcome: self.text}
        self.parked.start, self.parked.end = entry.selection.start, entry.selection.end
        self.parked.open = still_open
        self.parking.keep(self.parked)

    def complain(self, sentence: str) -> None:
        """Say under the field what is wrong; it goes with the next key."""
        self._wrong = sentence
        self._draw_below()

    def dress(self) -> None:
        """In the ink and the language of now."""
        if self.typing is None:
            return
        field = self.field
        field.label = {
            "answered": self.context.say("field.answer.label"),
            "kept": _("How"),
            "dropped": _("Why"),
        }[self.typing.outcome]
        field.dress(self.context.ink, self.context.glyphs)
        self.query_one("#answer-title", Drawn).draw(lambda room: [self._title(room)])
        self._draw_below()

    def _title(self, room: int) -> Line:
        ink, glyphs = self.context.ink, self.context.glyphs
        if self.typing is None:
            return ()
        what = {
            "answered": _("The answer"),
            "kept": _("Promise kept"),
            "dropped": _("Not needed any more"),
        }[self.typing.outcome]
        left = line(
            " ",
            (what, ink.hi),
            "  ",
            (glyphs.text(task_asks.about(self.typing.owed)), ink.fg),
            "  ",
            (glyphs.text(" ".join(self.typing.owed.text.split())), ink.dim),
        )
        keys = line(
            (_("Enter"), ink.key),
            (" " + _("keep") + "   ", ink.dim),
            (_("Esc"), ink.key),
            (" " + _("put aside"), ink.dim),
            " ",
        )
        return ends(left, keys, room, gap=2, more=glyphs.more)

    def _draw_below(self) -> None:
        ink, glyphs = self.context.ink, self.context.glyphs
        said = self._wrong or never_said(self.context, self.text)
        below = line(
            " " * (LABEL + 3),
            (f"{glyphs.wrong} {glyphs.text(said)}" if said else "", ink.hi),
        )
        self.query_one("#answer-below", Drawn).draw(lambda _room: [below])

    def on_field_changed(self, event: Field.Changed) -> None:
        """Kept while typed; what is never said is pointed out at once."""
        event.stop()
        self._wrong = ""
        self._draw_below()
        self.park()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter keeps it."""
        event.stop()
        self.post_message(Do("keep_answer"))

    def on_resize(self) -> None:
        """The field takes what there is."""
        self.field.entry.styles.width = max(1, self.size.width - LABEL - 2)
