"""Containers that do not scroll: laid out once for each change (facts "Drawing").

Textual lays the whole screen out again when what a container holds has another size, since it
might need a bar. These never have one.
"""

from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive

# From how many columns there are two panes, and from how many rows there is room for blank ones;
# under `NARROW` and `LOW` there is only the list.
NARROW, LOW, WIDE, TALL = 80, 24, 110, 30


class Bare:
    """Paints nothing but its ground: where that is the screen's own it is not asked at all."""


class Room(Bare, Container):
    """Holds a page."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class Across(Bare, Horizontal):
    """Holds panes beside each other."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class Down(Bare, Vertical):
    """Holds panes one below the other."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)
