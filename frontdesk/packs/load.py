"""Reading packs: from a folder, from the ones that came with the program, from kept text (X4).

Loading is pure: which version a desk runs, and falling back to the last good one, is decided by
whoever keeps them. A pack is kept as the text of its files, by `Pack.digest`.
"""

import hashlib
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from frontdesk.calendar import Calendar
from frontdesk.errors import PackError
from frontdesk.packs import calendar_checks, case_checks, checks, phone_checks, reading, wording
from frontdesk.packs.cases import Cases
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Directory, Pack, Rules
from frontdesk.resources import data_folder
from frontdesk.words import _

REQUIRED = ("rules.toml", "directory.toml", "en.toml", "zh.toml")
# A desk without a telephone, or without cases, has no such file.
PHONE = phone_checks.PHONE
CASES = case_checks.CASES
CALENDAR = calendar_checks.CALENDAR
OPTIONAL = (PHONE, CASES, CALENDAR)
FILES = (*REQUIRED, *OPTIONAL)


def codes() -> tuple[str, ...]:
    """The packs that came with the program, in the order of their names."""
    folder = data_folder() / "packs"
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{FILES[0]}")))


@cache
def builtin(code: str) -> Pack:
    """The pack `code` that came with the program. Raises PackError, naming those there are."""
    if code not in codes():
        raise PackError(
            code,
            "",
            _("no such pack, expected one of: {names}").format(names=", ".join(codes())),
        )
    return load(data_folder() / "packs" / code)


def load(folder: Path) -> Pack:
    """The pack in `folder`. Raises PackError."""
    return from_files(files(folder))


def files(folder: Path) -> dict[str, bytes]:
    """The files of the pack in `folder`, by name. Raises PackError where one cannot be read."""
    found = {}
    for name in FILES:
        # A link that leads nowhere is a fault; only a name that is not there means none.
        if name in OPTIONAL and not os.path.lexists(folder / name):
            continue
        try:
            with (folder / name).open("rb") as file:
                # One byte more than is taken, so that a huge file is refused and never held.
                found[name] = file.read(reading.LARGEST_FILE + 1)
        except (OSError, ValueError):
            raise PackError(name, "", _("expected a file that can be read")) from None
    return found


def to_files(pack: Pack) -> dict[str, bytes]:
    """The files that `pack` was read from; `from_files` of them is `pack` again."""
    return dict(pack.files)


def from_files(found: Mapping[str, bytes]) -> Pack:
    """The pack whose files are `found`, by name; other names are left aside. Raises PackError."""
    for name in REQUIRED:
        if name not in found:
            raise PackError(name, "", _("expected a file that can be read"))
    kept = {name: bytes(found[name]) for name in FILES if name in found}
    rules = reading.structure(FILES[0], reading.table(FILES[0], kept[FILES[0]]), Rules)
    directory = reading.structure(FILES[1], reading.table(FILES[1], kept[FILES[1]]), Directory)
    checks.check(rules, directory)
    phone = _phone(kept, rules)
    cases = _cases(kept, rules, phone)
    calendar = _calendar(kept)
    words = {}
    for language in wording.LANGUAGES:
        file = f"{language}.toml"
        words[language] = wording.flatten(file, reading.table(file, kept[file]))
    wording.check(rules, words, phone, cases, calendar)
    parts = {field.name: getattr(rules, field.name) for field in msgspec.structs.fields(Rules)}
    return Pack(
        **parts,
        directory=directory,
        words=words,
        files=kept,
        digest=digest(kept),
        phone=phone,
        cases=cases,
        calendar=calendar,
    )


def _phone(kept: Mapping[str, bytes], rules: Rules) -> Phone | None:
    if PHONE not in kept:
        return None
    phone = reading.structure(PHONE, reading.table(PHONE, kept[PHONE]), Phone)
    phone_checks.check(rules, phone)
    return phone


def _cases(kept: Mapping[str, bytes], rules: Rules, phone: Phone | None) -> Cases | None:
    if CASES not in kept:
        return None
    if CALENDAR not in kept:
        raise PackError(CALENDAR, "", _("missing, the cases need it"))
    cases = reading.structure(CASES, reading.table(CASES, kept[CASES]), Cases)
    case_checks.check(rules, phone, cases)
    return cases


def _calendar(kept: Mapping[str, bytes]) -> Calendar | None:
    if CALENDAR not in kept:
        return None
    calendar = reading.structure(CALENDAR, reading.table(CALENDAR, kept[CALENDAR]), Calendar)
    calendar_checks.check(calendar)
    return calendar


def digest(found: Mapping[str, bytes]) -> str:
    """The SHA-256, in hex, of a pack's files, each with its name and length."""
    whole = hashlib.sha256()
    for name in FILES:
        if name not in found:
            continue
        whole.update(f"{name} {len(found[name])}\n".encode())
        whole.update(found[name])
    return whole.hexdigest()
