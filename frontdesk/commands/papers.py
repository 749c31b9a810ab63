"""`frontdesk sheet` and `frontdesk recover`: the key on paper, and back from it."""

import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from frontdesk import settings
from frontdesk.clock import local
from frontdesk.commands.making import opened
from frontdesk.errors import InputError, KeyFault, StorageError, UsageError
from frontdesk.record import Desk
from frontdesk.settings import Folders, whole_file
from frontdesk.store import keys, schema
from frontdesk.store.database import APPLICATION_ID, connect
from frontdesk.store.faults import as_sentences
from frontdesk.words import _

Ask = Callable[[str], str]

ASKED_BACK = 2
_TRIES = 3


def sheet(place: Folders, *, save: Path | None) -> int:
    """Print the recovery sheet, or save it where only this user can read it."""
    session = opened(place)
    try:
        day = local(session.now(), session.zone).date().isoformat()
        text = keys.sheet(Desk.get().name, session.store.key, day)
    finally:
        session.store.close()
    if save is None:
        print(text)
    else:
        _save(place, save, text)
        print(_("The recovery sheet is in {path}.").format(path=save))
        print(_("Print it and delete the file: it must not lie beside the data."))
    print(_("When it is on paper: frontdesk sheet --confirm"))
    return 0


def _save(place: Folders, path: Path, text: str) -> None:
    if place.data.resolve() in path.resolve().parents:
        raise UsageError(
            _("The sheet is not written into the data folder."),
            _("Whoever has that folder could read everything. Choose another."),
        )
    if path.exists():
        raise UsageError(_("{path} exists already.").format(path=path), _("Choose another name."))
    try:
        whole_file(path, text.encode())
    except OSError as fault:
        raise UsageError(
            _("{path} cannot be written: {fault}.").format(
                path=path, fault=fault.strerror or type(fault).__name__
            ),
            _("Choose another folder."),
        ) from fault


def confirm(place: Folders, ask: Ask | None = None) -> int:
    """Ask two groups of the printed sheet back; then the desk says no more that it is missing."""
    asking = ask or _ask
    key = keys.read(place.key)
    right = keys.from_groups(keys.groups(key))
    for index in sorted(secrets.SystemRandom().sample(range(keys.GROUPS), ASKED_BACK)):
        part = keys.read_group(index, asking(_("Group {number}: ").format(number=index + 1)))
        at = index * len(part)
        if part != right[at : at + len(part)]:
            raise InputError(
                f"group{index + 1}",
                _("Group {number} is of another sheet.").format(number=index + 1),
                _("Print this desk's sheet: frontdesk sheet"),
            )
    _confirmed(place)
    print(_("Both groups are right. Lock the sheet away."))
    return 0


def recover(place: Folders, ask: Ask | None = None) -> int:
    """Bring the key back from the sheet, once it is proved to open the data.

    Raises KeyFault when the sheet is of another desk; then nothing is changed.
    """
    asking = ask or _ask
    if not place.database.exists():
        raise StorageError(
            _("There is no data to open: {path}.").format(path=place.database),
            _("Bring the data folder back first, or check FRONTDESK_HOME."),
        )
    print(_("Type the eight groups of the recovery sheet."), file=sys.stderr)
    key = b"".join(_group(index, asking) for index in range(keys.GROUPS))
    schema.check_library()
    try:
        database = connect(place.database, key)
    except KeyFault as fault:
        raise KeyFault(
            _("This sheet does not open the data."), _("Look for the sheet of this desk.")
        ) from fault
    try:
        with as_sentences():
            schema.check_ours(database, APPLICATION_ID)
    finally:
        database.close()
    place.make()
    if place.key.exists() and place.key.read_bytes().strip() != key.hex().encode():
        place.key.replace(place.key.with_suffix(".before"))
    keys.keep(place.key, key)
    _confirmed(place)
    print(_("The key is back: {path}.").format(path=place.key))
    print(_("Check the data with: frontdesk verify"))
    return 0


def _group(index: int, asking: Ask) -> bytes:
    """One group as typed; a person may try again, a file may not."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            return keys.read_group(index, asking(_("Group {number}: ").format(number=index + 1)))
        except InputError as fault:
            if not left or not sys.stdin.isatty():
                raise
            print(fault, file=sys.stderr)
    raise AssertionError


def _confirmed(place: Folders) -> None:
    settings.write(place, replace(settings.read(place), sheet_confirmed=True))


def _ask(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise UsageError(_("Nothing was typed."), _("Start it again with the sheet at hand."))
    return line
