"""The key of a desk, and the sheet of paper that can bring it back.

The key is 32 random bytes. On the sheet it stands as eight groups of eight characters, each group
with a check of its own, so that a slip of the pen is named by its group. A telephone's hook reads
the key and must return at once: what only the others need is loaded by them.
"""

import zlib
from pathlib import Path

from frontdesk.errors import InputError, KeyFault
from frontdesk.places import whole_file
from frontdesk.words import _

KEY_BYTES = 32
GROUPS = 8
_PART = KEY_BYTES // GROUPS
# Letters and digits that are easily mixed up by hand are read as the one that base32 has.
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})


def make(path: Path) -> bytes:
    """Make a new key and keep it at `path`, for this user alone."""
    import secrets

    key = secrets.token_bytes(KEY_BYTES)
    keep(path, key)
    return key


def keep(path: Path, key: bytes) -> None:
    """Keep `key` at `path`, for this user alone."""
    whole_file(path, key.hex().encode() + b"\n")


def read(path: Path) -> bytes:
    """The key kept at `path`; raises KeyFault when there is none or it is damaged."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError as fault:
        raise KeyFault(
            _("The key of this desk is missing: {path}.").format(path=path),
            _("Bring it back from the recovery sheet: frontdesk recover."),
        ) from fault
    except (ValueError, OSError) as fault:
        raise KeyFault(
            _("The key of this desk cannot be read: {path}.").format(path=path),
            _("Bring it back from the recovery sheet: frontdesk recover."),
        ) from fault
    if len(key) != KEY_BYTES:
        raise KeyFault(
            _("The key of this desk is damaged: {path}.").format(path=path),
            _("Bring it back from the recovery sheet: frontdesk recover."),
        )
    return key


def _check(index: int, part: bytes) -> bytes:
    return bytes([zlib.crc32(bytes([index]) + part) & 0xFF])


def groups(key: bytes) -> tuple[str, ...]:
    """The eight groups of the recovery sheet, eight characters each."""
    import base64

    parts = (key[at : at + _PART] for at in range(0, KEY_BYTES, _PART))
    return tuple(
        base64.b32encode(part + _check(index, part)).decode() for index, part in enumerate(parts)
    )


def read_group(index: int, text: str) -> bytes:
    """The four bytes of group `index` (from 0); raises InputError naming the group."""
    import base64

    typed = "".join(text.split()).replace("-", "").upper().translate(_MISREAD)
    try:
        raw = base64.b32decode(typed)
    except ValueError:
        raw = b""
    part = raw[:_PART]
    if len(raw) != _PART + 1 or _check(index, part) != raw[_PART:]:
        raise InputError(
            f"group{index + 1}",
            _("Group {number} is not as on the sheet.").format(number=index + 1),
            _("Eight letters and digits, as printed."),
        )
    return part


def from_groups(typed: tuple[str, ...]) -> bytes:
    """The key from all eight groups; raises InputError naming the first wrong one."""
    if len(typed) != GROUPS:
        raise InputError(
            f"group{min(len(typed), GROUPS) + 1}",
            _("The sheet has {count} groups.").format(count=GROUPS),
        )
    return b"".join(read_group(index, text) for index, text in enumerate(typed))


def sheet(desk: str, key: bytes, made: str) -> str:
    """The recovery sheet of `desk` as plain text, to print or save; `made` is the day in words."""
    printed = groups(key)
    rows = [
        "    ".join(f"{index + 1}  {printed[index]}" for index in range(first, first + 2))
        for first in range(0, GROUPS, 2)
    ]
    return "\n".join(
        [
            _("Recovery sheet of {desk}, {day}").format(desk=desk, day=made),
            "",
            *rows,
            "",
            _("Whoever holds this sheet and the data can read everything. Lock it away."),
            _("To open the data with it: frontdesk recover"),
            "",
        ]
    )
