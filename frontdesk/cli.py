"""The command line (requirement X1): what each command takes, and the only door to the screens.

A command that shows no screen imports nothing of Textual. Errors are a sentence with a way out on
standard error and status 2.
"""

import argparse
import gc
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from frontdesk import settings, words
from frontdesk.errors import DeskError, UsageError
from frontdesk.settings import Folders
from frontdesk.words import LANGUAGES, N_, _

FAILED = 2
BROKEN = 1
STOPPED = 130
PACK = "hospital"
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_MOST = 10_000_000

# Each command as one types it, and what it does: the whole help, in the order of a first day.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("frontdesk [--seat NAME]", N_("Open the desk. The first start asks four things.")),
    (
        "frontdesk demo [--pack CODE] [--at TIME] [--people N] [--history N] [--seed N]"
        " [--calls on|off]",
        N_("Practise on a made-up morning; nothing of it is kept."),
    ),
    (
        "frontdesk init --desk NAME --staff NAME [--staff NAME] [--pack CODE]",
        N_("Make a desk without questions. The first-named is supervisor."),
    ),
    (
        "frontdesk import people|directory FILE [--dry-run]",
        N_("Take over a table (CSV or xlsx): all of it, or nothing."),
    ),
    ("frontdesk sheet [--save FILE] [--confirm]", N_("Print the recovery sheet; type it back.")),
    ("frontdesk recover", N_("Bring the key back from the recovery sheet.")),
    ("frontdesk verify [--against HEAD]", N_("Prove that the log and its rows are whole.")),
    (
        "frontdesk log [--day DAY] [--kind KIND] [--staff NAME] [--format csv|jsonl]",
        N_("Write the log out."),
    ),
    ("frontdesk keys", N_("Print every key and what it does.")),
    ("frontdesk ring NUMBER [--line N]", N_("For a softphone or an exchange: it rings.")),
    ("frontdesk answer [--line N]", N_("For a softphone or an exchange: it was answered.")),
    ("frontdesk hangup [--line N]", N_("For a softphone or an exchange: the call ended.")),
)
OPTIONS: tuple[tuple[str, str], ...] = (
    ("--lang en|zh", N_("The language, with any command.")),
    ("--seat NAME", N_("Which window of this PC: one seat each.")),
    ("--help", N_("This page.")),
    ("--version", N_("Which version this is.")),
)


class Parser(argparse.ArgumentParser):
    """Refuses with our sentences, in the language spoken, and prints our page of help."""

    def __init__(self, **options: object) -> None:
        super().__init__(prog="frontdesk", add_help=False, allow_abbrev=False, exit_on_error=False)
        self.add_argument("--lang", type=_one_of(*LANGUAGES), default=argparse.SUPPRESS)
        self.add_argument("--seat", default=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError; the library's own words are in English only and are not shown."""
        raise UsageError(_("Something is missing in this command."), _("See: frontdesk --help"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the status: 0, 2 for a refusal told, 130 for Ctrl+C."""
    os.umask(0o077)
    typed = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        _never_choke(stream)
    try:
        words.use(language(typed))
        return _run(_parse(typed))
    except BrokenPipeError:
        # Whoever read has gone (`| head`): what is left has nowhere to go, which is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except (Exception, KeyboardInterrupt) as fault:
        return told(fault)


def told(fault: Exception | KeyboardInterrupt) -> int:
    """Say on standard error what went wrong; the status that stands for it."""
    _never_choke(sys.stderr)
    if isinstance(fault, DeskError):
        print(fault.sentence, file=sys.stderr)
        if fault.way_out:
            print(fault.way_out, file=sys.stderr)
        return FAILED
    if isinstance(fault, KeyboardInterrupt):
        print(file=sys.stderr)
        return STOPPED
    if isinstance(fault, OSError):
        where, reason = fault.filename or "", fault.strerror or type(fault).__name__
        sentence = _("The system refused: {reason}. {where}").format(reason=reason, where=where)
        print(sentence.strip(), file=sys.stderr)
        return FAILED
    # What went wrong is named by its kind and place alone: a value might be a person's.
    at = traceback.extract_tb(fault.__traceback__)[-1]
    sentence = _("A fault of the program: {what}. What was done before it is kept.")
    what = f"{type(fault).__name__}, {Path(at.filename).name}:{at.lineno}"
    print(sentence.format(what=what), file=sys.stderr)
    return BROKEN


def _never_choke(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def language(typed: list[str]) -> str:
    """The language asked for, else this PC's setting, else the system's."""
    for at, word in enumerate(typed):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and at + 1 < len(typed):
            return typed[at + 1]
    place = settings.folders()
    if (place.settings / "settings.toml").exists():
        return settings.read(place).language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        found = os.environ.get(name, "")
        if found:
            return "zh" if found.lower().startswith("zh") else "en"
    return "en"


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed not in choices:
            raise UsageError(
                _("This is none of the choices: {typed}.").format(typed=typed),
                _("One of: {names}").format(names=_(", ").join(choices)),
            )
        return typed

    return read


def _count(typed: str) -> int:
    number = int(typed) if typed.isdecimal() and len(typed) < len(str(_MOST)) else -1
    if not 0 <= number < _MOST:
        raise UsageError(_("This is no count: {typed}.").format(typed=typed), _("As 500"))
    return number


def _time(typed: str) -> int:
    found = _TIME.fullmatch(typed)
    if found is None:
        raise UsageError(_("This is no time of day: {typed}.").format(typed=typed), _("As 9:40"))
    return (int(found[1]) * 60 + int(found[2])) * 60_000


def _parse(typed: list[str]) -> argparse.Namespace:
    """The command as typed; raises UsageError."""
    if not {"-h", "--help"}.isdisjoint(typed):
        return argparse.Namespace(help=True)
    if "--version" in typed:
        return argparse.Namespace(version=True)
    parser = _parser()
    try:
        found, rest = parser.parse_known_args(typed)
    except argparse.ArgumentError as fault:
        if fault.argument_name is None:
            # Python 3.13 raises here what it told through `error` before: something is missing.
            parser.error("")
        name = fault.argument_name
        raise UsageError(
            _("This cannot be used so: {name}.").format(name=name.partition("/")[0])
            if name.startswith("-")
            else _("There is no such command."),
            _("See: frontdesk --help"),
        ) from fault
    found = argparse.Namespace(**{"lang": None, "seat": "", **vars(found)})
    if rest:
        raise UsageError(
            _("This is not known here: {what}.").format(what=rest[0]), _("See: frontdesk --help")
        )
    return found


def _parser() -> Parser:
    parser = Parser()
    commands = parser.add_subparsers(dest="command", parser_class=Parser)
    demo = commands.add_parser("demo")
    demo.add_argument("--pack", default=PACK)
    demo.add_argument("--at", type=_time)
    demo.add_argument("--people", type=_count, default=0)
    demo.add_argument("--history", type=_count, default=0)
    demo.add_argument("--seed", type=_count, default=0)
    demo.add_argument("--calls", type=_one_of("on", "off"), default="on")
    init = commands.add_parser("init")
    init.add_argument("--pack", default=PACK)
    init.add_argument("--desk", default="")
    init.add_argument("--staff", action="extend", nargs="+", default=[])
    take = commands.add_parser("import")
    take.add_argument("what", type=_one_of("people", "directory"))
    take.add_argument("file", type=Path)
    take.add_argument("--dry-run", action="store_true")
    verify = commands.add_parser("verify")
    verify.add_argument("--against", metavar="HEAD")
    commands.add_parser("keys")
    log = commands.add_parser("log")
    log.add_argument("--day")
    log.add_argument("--kind")
    log.add_argument("--staff")
    log.add_argument("--format", type=_one_of("csv", "jsonl"), default="csv")
    commands.add_parser("recover")
    sheet = commands.add_parser("sheet")
    sheet.add_argument("--save", type=Path)
    sheet.add_argument("--confirm", action="store_true")
    return parser


def _run(asked: argparse.Namespace) -> int:
    if getattr(asked, "help", False):
        print(help_page())
        return 0
    if getattr(asked, "version", False):
        from importlib.metadata import version

        print("frontdesk", version("frontdesk"))
        return 0
    place = settings.folders()
    return _COMMANDS[asked.command](place, asked)


def help_page() -> str:
    """Every command and option with a sentence each, in the language spoken."""
    lines = []
    for typed, does in COMMANDS:
        lines += [f"  {typed}", f"      {_(does)}"]
    width = max(len(name) for name, _does in OPTIONS)
    lines.append("")
    lines += [f"  {name:{width}}  {_(does)}" for name, does in OPTIONS]
    return "\n".join(lines)


def _start(place: Folders, asked: argparse.Namespace) -> int:
    """Show the desk; it opens its data behind the first frame, or begins with a first start."""
    _needs_terminal()
    return _screens()(place, seat=asked.seat, language=asked.lang)


def _demo(_place: Folders, asked: argparse.Namespace) -> int:
    from frontdesk import practice
    from frontdesk.commands.progress import ProgressLine
    from frontdesk.record import Desk
    from frontdesk.staff.staff import Staff

    _needs_terminal()
    wish = practice.Wish(
        pack=asked.pack,
        language=words.language(),
        seed=asked.seed,
        at=practice.MORNING if asked.at is None else asked.at,
        people=asked.people,
        history=asked.history,
        calls=asked.calls == "on",
    )
    with practice.throw_away() as place:
        with ProgressLine(_("Writing a made-up morning")) as progress:
            opened = practice.prepare(place, wish, progress=progress)
        try:
            return _screens()(
                place,
                seat=asked.seat or Desk.get().name,
                language=asked.lang,
                opened=opened,
                staff=Staff.here()[0].name or "",
                clock=opened.session.clock,
            )
        finally:
            opened.session.store.close()


def _needs_terminal() -> None:
    """Raise UsageError where there is nothing to show a screen on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("The desk needs a terminal to be shown in."),
            _("Start it in a terminal window, without a pipe."),
        )


def _screens() -> Callable[..., int]:
    """The one door to the screens; whatever is imported behind it needs the environment first."""
    from screens.terminal.environment import prepare_environment

    prepare_environment()
    # What is loaded here stays; looking through it for rubbish costs a tenth of the start.
    # The window begins to collect once it stands (`memory.rest`).
    gc.disable()
    from screens.app import run

    return run


def _init(place: Folders, asked: argparse.Namespace) -> int:
    from frontdesk.commands import making

    return making.init(place, pack=asked.pack, desk=asked.desk, staff=tuple(asked.staff))


def _import(place: Folders, asked: argparse.Namespace) -> int:
    from frontdesk.commands import making

    return making.take_over(place, asked.what, asked.file, dry_run=asked.dry_run)


def _verify(place: Folders, asked: argparse.Namespace) -> int:
    from frontdesk.commands import log

    return log.verify_all(place, against=asked.against)


def _keys(place: Folders, _asked: argparse.Namespace) -> int:
    from screens.actions import table_lines

    print("\n".join(table_lines(settings.read(place).keys)))
    return 0


def _log(place: Folders, asked: argparse.Namespace) -> int:
    from frontdesk.commands import log

    return log.write_out(
        place, day=asked.day, kind=asked.kind, staff=asked.staff, form=asked.format
    )


def _recover(place: Folders, _asked: argparse.Namespace) -> int:
    from frontdesk.commands import papers

    return papers.recover(place)


def _sheet(place: Folders, asked: argparse.Namespace) -> int:
    from frontdesk.commands import papers

    return papers.confirm(place) if asked.confirm else papers.sheet(place, save=asked.save)


_COMMANDS: dict[str | None, Callable[[Folders, argparse.Namespace], int]] = {
    None: _start,
    "demo": _demo,
    "init": _init,
    "import": _import,
    "verify": _verify,
    "keys": _keys,
    "log": _log,
    "recover": _recover,
    "sheet": _sheet,
}


if __name__ == "__main__":
    sys.exit(main())
