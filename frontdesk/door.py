"""The program's front door (P1, X1): a telephone's hook goes straight through to the store.

Anything else goes to the command line, which loads what a hook has no time to wait for.
"""

import sys
import time
from collections.abc import Sequence

from frontdesk import words
from frontdesk.errors import DeskError, UsageError
from frontdesk.words import _

EVENTS = ("ring", "answer", "hangup")
# Options of every command; a hook listens to the first alone, when it has something to say.
_EVERYWHERE = ("--lang", "--seat")
_NOT_A_HOOK = ("-h", "--help", "--version")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was typed; the status: 0, 2 for a refusal told, 130 for Ctrl+C."""
    at = time.time_ns() // 1_000_000
    typed = list(sys.argv[1:] if arguments is None else arguments)
    if not is_hook(typed):
        from frontdesk.cli import main as command

        return command(typed)
    words.use_once_said(lambda: _language(typed))
    try:
        event, number, line = read(typed)
        from frontdesk.places import folders
        from frontdesk.store import inbox

        inbox.leave(folders(), inbox.Heard(at, event, number, line))
    except (Exception, KeyboardInterrupt) as fault:
        from frontdesk.cli import told

        return told(fault)
    return 0


def is_hook(typed: Sequence[str]) -> bool:
    """Whether `typed` is one of the telephone's commands, and not a question about it."""
    options = typed[: typed.index("--")] if "--" in typed else typed
    if any(word in _NOT_A_HOOK for word in options):
        return False
    at = 0
    while at < len(options) and options[at].startswith("-"):
        at += 2 if options[at] in _EVERYWHERE else 1
    return at < len(options) and options[at] in EVENTS


def read(typed: Sequence[str]) -> tuple[str, str, str]:
    """The event, the number and the line of a hook's command; raises UsageError.

    What follows the event is the number, in however many words: programs put it at the end, as it
    comes and without quotes, after `answer` and `hangup` too, and put nothing for a withheld one.
    After `--` nothing is an option, whatever a caller chose to be called.
    """
    said: list[str] = []
    line = ""
    rest = iter(typed)
    for word in rest:
        name, _equals, value = word.partition("=")
        if word == "--":
            said += rest
        elif name in (*_EVERYWHERE, "--line"):
            if word == name:
                value = next(rest, "")
            if not value or value.startswith("--"):
                raise UsageError(
                    _("This cannot be used so: {name}.").format(name=name),
                    _("See: frontdesk --help"),
                )
            line = value if name == "--line" else line
        elif word.startswith("--"):
            raise UsageError(
                _("This is not known here: {what}.").format(what=word), _("See: frontdesk --help")
            )
        else:
            said.append(word)
    return said[0], " ".join(said[1:]), line


def _language(typed: list[str]) -> str:
    from frontdesk.cli import language

    try:
        return language(typed)
    except DeskError:
        return "en"


if __name__ == "__main__":
    sys.exit(main())
