"""The focus, moved at once (X2): what is typed right after a key lands where that key led."""

from textual.widget import Widget


def focus_now(widget: Widget) -> None:
    """Give `widget` the focus before the next key is read.

    `Widget.focus` does it a moment later: letters typed straight after F2 would be lost.
    """
    if widget.is_attached:
        widget.screen.set_focus(widget)
