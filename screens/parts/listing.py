"""A page with one list at a time and a field to find in; what is selected stands beside it in full.

Which lists there are and what stands in them is the business of each wing (visual spec 4, 5).
"""

from collections.abc import Hashable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult

from frontdesk.clock import Millis
from frontdesk.words import _
from screens.parts.context import Context
from screens.parts.field import Field
from screens.parts.focus import focus_now
from screens.parts.lines import BLANK, Line, Lines, Span, line
from screens.parts.listpane import ListPane, Source
from screens.parts.page import Page
from screens.parts.rooms import Across, Down

FOUND = "found"
"""The list of what was found while typing."""

Look = TypeVar("Look")


class ListingPage(Page, Generic[Look]):
    """One list at a time, chosen by digit. `Look` is how its rows are drawn.

    A wing's own page says what is read and how it looks, in the methods that have no body here.
    """

    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    ListingPage { width: 100%; height: 1fr; display: none; background: $background; }
    ListingPage { color: $foreground; }
    .lists-all, .lists-panes, .lists-left { visibility: hidden; }
    .lists-tabs, .lists-find, .lists-head, .lists-pane, .lists-foot { visibility: visible; }
    .lists-rail, .lists-side { visibility: visible; display: none; }
    .lists-all, .lists-panes { width: 100%; height: 1fr; }
    .lists-left { width: 1fr; height: 1fr; }
    .lists-tabs, .lists-head { width: 100%; height: 1; }
    .lists-find { width: 100%; display: none; padding: 0 1; }
    .lists-find Entry { width: 34; }
    .lists-pane { width: 100%; height: 1fr; }
    .lists-foot { width: 100%; height: 5; margin-top: 1; }
    Screen.-wide .lists-tabs { padding: 0 2 0 1; }
    Screen.-wide .lists-find { padding: 0 2; }
    Screen.-wide .lists-panes { padding: 0 2 0 1; }
    Screen.-wide .lists-left { margin-right: 1; }
    Screen.-wide .lists-foot { display: none; }
    Screen.-wide .lists-rail { display: block; width: 1; height: 100%; margin: 0 1 0 0; }
    Screen.-wide .lists-side { display: block; width: 42; height: 100%; }
    Screen.-tall .lists-all { margin-top: 1; }
    Screen.-tall .lists-tabs { height: 2; }
    Screen.-tall .lists-find { margin-bottom: 1; }
    Screen.-tall .lists-head { height: 3; }
    """

    def __init__(self, context: Context, page: str, which: str) -> None:
        super().__init__(id=page)
        self.context = context
        self.which = which
        self._page = page
        self._places: dict[str, Hashable] = {}
        self._behind = False

    def compose(self) -> ComposeResult:
        """The lists' names, the field to find in, the list, and what is selected."""
        page, context = self._page, self.context
        with Down(id=f"{page}-all", classes="lists-all"):
            yield Lines(id=f"{page}-tabs", classes="lists-tabs")
            yield Field(
                "find",
                _("Find"),
                context.ink,
                context.glyphs,
                placeholder=self.placeholder(),
                id=f"{page}-find",
                classes="lists-find",
            )
            with Across(id=f"{page}-panes", classes="lists-panes"):
                with Down(id=f"{page}-left", classes="lists-left"):
                    yield Lines(id=f"{page}-head", classes="lists-head")
                    yield ListPane(
                        context.ink, context.glyphs, id=f"{page}-list", classes="lists-pane"
                    )
                    yield Lines(id=f"{page}-foot", classes="lists-foot gives-way")
                yield Lines(id=f"{page}-rail", classes="lists-rail")
                yield Lines(id=f"{page}-side", classes="lists-side")

    # -- what each wing says -----------------------------------------------------------------

    def placeholder(self) -> str:
        """What can be found, in the empty field."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the desk again and draw what changed."""
        raise NotImplementedError

    @property
    def known(self) -> bool:
        """Whether the desk was read already."""
        raise NotImplementedError

    def _search(self) -> None:
        """Find by what stands in the field."""
        raise NotImplementedError

    def _look(self, *, two: bool = False) -> Look:
        """How rows are drawn, of two lines or one."""
        raise NotImplementedError

    def _source(self, look: Look, now: Millis) -> Source:
        """The rows of the list on show."""
        raise NotImplementedError

    def _empty(self, look: Look) -> Sequence[Line]:
        """Two lines where it has none."""
        raise NotImplementedError

    def _tabs(self, room: int, look: Look, now: Millis) -> Line:
        """The names of all lists."""
        raise NotImplementedError

    def _title(self, room: int, look: Look, now: Millis) -> Line:
        """What stands over the list on show."""
        raise NotImplementedError

    def _heading(self, look: Look) -> Line:
        """What stands over its columns."""
        raise NotImplementedError

    def _tell(self, room: int, rows: int, look: Look, now: Millis) -> Sequence[Line]:
        """What is selected: in full where there are two panes, else folded."""
        raise NotImplementedError

    def _forget_told(self) -> None:
        """Something else may be selected: what was read of it is read again."""
        raise NotImplementedError

    # -- what is there -----------------------------------------------------------------------

    @property
    def list(self) -> ListPane:
        """The list on show."""
        return self.query_one(f"#{self._page}-list", ListPane)

    @property
    def field(self) -> Field:
        """The field to find in."""
        return self.query_one(f"#{self._page}-find", Field)

    @property
    def finding(self) -> bool:
        """Whether what was found is on show."""
        return self.field.display

    @property
    def typing(self) -> bool:
        """Whether keys are letters here: no single key acts."""
        return self.field.entry.has_focus

    @property
    def _list(self) -> str:
        return FOUND if self.finding else self.which

    def _part(self, part: str) -> Lines:
        return self.query_one(f"#{self._page}-{part}", Lines)

    # -- drawing -----------------------------------------------------------------------------

    def come_up(self) -> None:
        """Shown again: the lists are read again."""
        self.reload()

    def reread(self) -> None:
        """The desk changed: the lists are read again."""
        self.reload()

    def tick(self) -> None:
        """A second has passed: only what depends on it is drawn again."""
        self._draw()

    def dress(self) -> None:
        """Another theme, language or glyph set."""
        context, field = self.context, self.field
        field.label, field.entry.placeholder = _("Find"), self.placeholder()
        field.dress(context.ink, context.glyphs)
        self.list.dress(context.ink, context.glyphs)
        if context.session is not None:
            self.reload()

    def on_resize(self) -> None:
        """Another size, another division."""
        self._draw()

    def _draw(self) -> None:
        if not self.is_mounted or self.context.session is None or not self.known:
            return
        now, pane = self.context.now(), self.list
        # How many lines a row takes is asked of the list that is about to be shown.
        many = self._source(self._look(), now).count()
        two = self.wide and many * 2 <= pane.seen.height
        look = self._look(two=two)
        pane.empty = tuple(self._empty(look))
        pane.source = self._source(look, now)
        if pane.row_height != (2 if two else 1):
            pane.row_height = 2 if two else 1
        else:
            pane.reload()
        self._draw_heads(look, now)
        self._draw_side(look, now)

    def _draw_heads(self, look: Look, now: Millis) -> None:
        tabs, head = self._part("tabs"), self._part("head")
        tabs.show([self._tabs(tabs.seen.width, look, now)])
        room, high = head.seen.width - 1, head.seen.height
        if room <= 0:
            return
        title = line(" ", *self._title(room, look, now))
        over = [line(" ", *self._heading(look))] if high > 1 else []
        head.show([title, *[BLANK] * (high - 2), *over])

    def _draw_side(self, look: Look, now: Millis) -> None:
        where = self._part("side" if self.wide else "foot")
        room, high = where.seen.width, where.seen.height
        if self.wide:
            rail, context = self._part("rail"), self.context
            rail.show([(Span(context.glyphs.split, context.ink.rule),)] * rail.seen.height)
        if self.list.selected is None or not room:
            where.show([])
        elif self.wide:
            where.show(self._tell(room, high, look, now))
        else:
            where.show([line(" ", *one) for one in self._tell(room - 2, high, look, now)])

    def on_list_pane_selected(self, event: ListPane.Selected) -> None:
        """Something else is selected: the pane beside tells of it."""
        event.stop()
        self._forget_told()
        chosen = self.list.selected
        if chosen is not None:
            self._places[self._list] = chosen
        if not self._behind:
            # The cursor is painted first; a held key does not wait for each one's story.
            self._behind = True
            self.call_after_refresh(self._tell_of_selected)

    def _tell_of_selected(self) -> None:
        self._behind = False
        if self.context.session is not None and self.known:
            look = self._look(two=self.list.row_height > 1)
            self._draw_side(look, self.context.now())

    # -- which list --------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Back to the list."""
        focus_now(self.list)

    def on_focus(self, event: events.Focus) -> None:
        """The page hands the focus to its list."""
        self.take_focus()

    def show_list(self, which: str) -> None:
        """Another list, the selection where it was there."""
        self.which = which
        self.field.display = False
        self._turn()
        focus_now(self.list)

    def _turn(self) -> None:
        pane = self.list
        pane.selected, pane.selected_index, pane.top = self._places.get(self._list), 0, 0
        self._forget_told()
        self._draw()
        if pane.selected is not None:
            pane.select(pane.selected)

    def begin_find(self) -> None:
        """The field to find in; what was found last stands there still."""
        self.field.display = True
        self._search()
        self._turn()
        focus_now(self.field.entry)

    def leave_find(self) -> None:
        """Back to the list that stood there before."""
        self.show_list(self.which)

    def back(self) -> bool:
        """Esc: the field to find in is put away; False: it was not there."""
        if self.finding:
            self.leave_find()
            return True
        return False

    def on_field_changed(self, event: Field.Changed) -> None:
        """Found while typing."""
        event.stop()
        self._search()
        self._places.pop(FOUND, None)
        self._turn()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter goes to what was found."""
        event.stop()
        if self.list.source.count():
            focus_now(self.list)

    def on_key(self, event: events.Key) -> None:
        """Down leads from the field into what was found."""
        if event.key == "down" and self.field.entry.has_focus and self.list.source.count():
            event.stop()
            focus_now(self.list)
