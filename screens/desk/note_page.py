"""A note to the next guide, kept while it is typed (D4)."""

from textual.app import ComposeResult
from textual.containers import Container

from frontdesk.desk.waiting import Waiter
from frontdesk.words import _
from screens.desk import asks
from screens.parts.context import Context, Do, new_act
from screens.parts.entry import Parked as ParkedEntry
from screens.parts.field import Field
from screens.parts.focus import focus_now
from screens.parts.lines import Lines, line
from screens.parts.parking import Parked, Parking

NOTE = "note"
NOTE_LIMIT = 500


class NoteBar(Container):
    """One line above the message line; Enter keeps the note, Esc puts it aside."""

    def __init__(self, context: Context) -> None:
        super().__init__(id="note-bar")
        self.display = False
        self.context = context
        self.parking: Parking | None = None
        self.parked = Parked(act="", form=NOTE)
        self.visit_id: int | None = None

    def compose(self) -> ComposeResult:
        """Title and field."""
        yield Lines(id="note-title")
        yield Field(
            NOTE,
            _("Note"),
            self.context.ink,
            self.context.glyphs,
            id="note-field",
            max_length=NOTE_LIMIT,
        )

    def open(self, waiter: Waiter) -> None:
        """The note of this visitor, as it was left."""
        self.visit_id = waiter.visit_id
        kept = [
            one
            for one in (self.parking.all() if self.parking is not None else [])
            if one.form == NOTE and one.ids.get("visit") == waiter.visit_id
        ]
        self.parked = (
            kept[-1]
            if kept
            else Parked(
                act=new_act(),
                form=NOTE,
                at=self.context.now(),
                ids={"visit": waiter.visit_id},
            )
        )
        text = self.parked.values.get(NOTE, "")
        ink = self.context.ink
        self.query_one("#note-title", Lines).show(
            [
                line(
                    (" ", ink.fg),
                    (_("Note") + f"  {asks.about(waiter)}   ", ink.hi),
                    (_("Enter"), ink.key),
                    (" " + _("keep") + "   ", ink.dim),
                    ("Esc", ink.key),
                    (" " + _("put aside"), ink.dim),
                )
            ]
        )
        field = self.query_one("#note-field", Field)
        field.restore(
            ParkedEntry(text, self.parked.start or len(text), self.parked.end or len(text))
        )
        self.display = True
        focus_now(field.entry)

    @property
    def text(self) -> str:
        """What is written."""
        return self.query_one("#note-field", Field).value

    def close(self, *, done: bool) -> None:
        """Hide it; what is half written stays for the next time."""
        if self.parking is not None:
            if done or not self.text.strip():
                self.parking.drop(self.parked)
            else:
                self.park()
        self.display = False

    def park(self) -> None:
        """Keep what is written, to the character."""
        if self.parking is None or not self.display or not self.text:
            return
        entry = self.query_one("#note-field", Field).entry
        self.parked.values = {NOTE: self.text}
        self.parked.start, self.parked.end = entry.selection.start, entry.selection.end
        self.parked.open = False
        self.parking.keep(self.parked)

    def on_field_changed(self, event: Field.Changed) -> None:
        """Kept while typed."""
        event.stop()
        self.park()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter keeps the note."""
        event.stop()
        self.post_message(Do("keep_note"))
