"""`frontdesk init` and `frontdesk import`: a desk made without questions, tables taken over."""

import sys
from pathlib import Path

from frontdesk import imports, opening, settings
from frontdesk.commands.progress import ProgressLine
from frontdesk.errors import UsageError
from frontdesk.imports import Report
from frontdesk.opening import Founding
from frontdesk.packs.load import builtin
from frontdesk.session import Session
from frontdesk.settings import Folders, Settings
from frontdesk.words import _, language, n_

REFUSED = 2
# More refused lines than this are counted only: the first ones tell what is wrong with a file.
_MOST_TOLD = 200


def init(place: Folders, *, pack: str, desk: str, staff: tuple[str, ...]) -> int:
    """Make a desk in `place`; raises PackError, InputError, StorageError."""
    rules = builtin(pack)
    session = opening.found(place, Founding(desk, rules, staff))
    settings.write(place, Settings(language=language()))
    session.store.close()
    print(
        _("The desk {desk} is made with the pack {pack}.").format(
            desk=desk, pack=rules.say("pack.name", language())
        )
    )
    print(_("Data: {path}").format(path=place.data))
    print(_("Key: {path}").format(path=place.key))
    print(_("Print the recovery sheet now: frontdesk sheet"))
    print(_("Start the desk with: frontdesk"))
    return 0


def take_over(place: Folders, what: str, file: Path, *, dry_run: bool) -> int:
    """Take over people or the directory from `file`; 0 when nothing was refused."""
    session = opened(place)
    reading = imports.import_people if what == "people" else imports.import_directory
    try:
        with ProgressLine(_("Reading {file}").format(file=file.name)) as progress:
            report = reading(session, file, dry_run=dry_run, progress=progress)
    finally:
        session.store.close()
    _tell(report, file)
    if report.refused:
        raise UsageError(
            n_(
                "Nothing was imported: {count} line cannot be taken.",
                "Nothing was imported: {count} lines cannot be taken.",
                len(report.refused),
            ).format(count=len(report.refused)),
            _("Mend them in the file and import it again."),
        )
    if dry_run:
        print(
            n_(
                "{count} line can be imported. Nothing was written.",
                "{count} lines can be imported. Nothing was written.",
                report.taken,
            ).format(count=report.taken)
        )
    else:
        print(
            n_("{count} line was imported.", "{count} lines were imported.", report.written).format(
                count=report.written
            )
        )
    return 0


def _tell(report: Report, file: Path) -> None:
    print(_("{file} is in {encoding}.").format(file=file.name, encoding=report.encoding))
    if report.ignored:
        print(_("Columns left out: {names}").format(names=_(", ").join(report.ignored)))
    for refusal in report.refused[:_MOST_TOLD]:
        line = _("Line {line}: {reason}").format(line=refusal.line, reason=refusal.reason)
        print(line, file=sys.stderr)
    more = len(report.refused) - _MOST_TOLD
    if more > 0:
        print(_("And {count} more lines.").format(count=more), file=sys.stderr)


def opened(place: Folders) -> Session:
    """The machine's session of the desk in `place`; a wrong pack is told and does not stop."""
    found = opening.start(place)
    if found.trouble is not None:
        print(_("The edited pack is not used: {what}").format(what=found.trouble), file=sys.stderr)
    return found.session
