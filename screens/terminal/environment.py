"""What Textual reads from the environment once, at its import."""

import os
import sys
from collections.abc import MutableMapping

# Chosen by us unless the person at the machine has chosen already.
_WISHES = {
    # Paints wait for a frame timer: four times the usual rate takes the tail off a full repaint.
    "TEXTUAL_FPS": "240",
    # How long a lone Esc waits for the rest of a sequence, in milliseconds.
    "ESCDELAY": "40",
}

# Not left to choice: this protocol loses what input methods commit in some terminals.
_ORDERS = {"TEXTUAL_DISABLE_KITTY_KEY": "1"}

# Each of these writes keys, pictures or return values, so text from people, to plain files or
# to the terminal, or presses keys on its own.
_LEAKS = (
    "TEXTUAL",
    "TEXTUAL_DEBUG",
    "TEXTUAL_LOG",
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SHOW_RETURN",
)


def prepare_environment(environ: MutableMapping[str, str] | None = None) -> bool:
    """Set what Textual reads at its import (requirements X2, X3); call before any such import.

    `environ` is the process's own when None. True when it came in time, False when Textual had
    already read its settings and only later child processes will notice.
    """
    where = os.environ if environ is None else environ
    for name, value in _WISHES.items():
        where.setdefault(name, value)
    where.update(_ORDERS)
    for name in _LEAKS:
        where.pop(name, None)
    return "textual.constants" not in sys.modules
