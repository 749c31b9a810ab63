"""Which driver this machine needs (requirements X1, X2)."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def driver_class() -> "type[Driver] | None":
    """The driver to hand to `App(driver_class=…)`.

    None leaves the choice to Textual: the environment names another driver (served to a browser).
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return None
    if sys.platform == "win32":
        from screens.terminal.windows import DeskWindowsDriver

        return DeskWindowsDriver
    else:  # noqa: RET505 - the type checker follows the platform by branch
        from screens.terminal.posix import DeskPosixDriver

        return DeskPosixDriver
