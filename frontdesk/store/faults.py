"""A fault of the database as a sentence: what happened, what was not kept, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import peewee
from sqlcipher3 import dbapi2

from frontdesk.errors import DeskError, ForeignData, KeyFault, StorageError
from frontdesk.words import _


def told(fault: BaseException, keep: str | None = None) -> DeskError:
    """The error for the person at the desk that stands for `fault`.

    `keep` says what to do about what was not kept: where nothing was typed, nothing is still here.
    """
    text = " ".join(_reasons(fault)).lower()
    keep = _("What you typed is still here.") if keep is None else keep
    if "full" in text or "no space" in text:
        return StorageError(_("Not kept: the disk is full."), _("Free some space. ") + keep)
    if "locked" in text or "busy" in text:
        return StorageError(
            _("Not kept: another program holds the database."), _("Try again. ") + keep
        )
    if any(sign in text for sign in ("readonly", "read-only", "permission", "unable to open")):
        return StorageError(
            _("Not kept: the data folder cannot be written."), _("Ask for the right to write. ")
        )
    if "not a database" in text or "hmac" in text or "decrypt" in text:
        return KeyFault(
            _("The key does not open this database."),
            _("Bring the right key back from the recovery sheet: frontdesk recover."),
        )
    if "malformed" in text or "corrupt" in text:
        return ForeignData(
            _("The database is damaged."), _("Stop here and bring back the last backup.")
        )
    return StorageError(_("Not kept: the database did not take it."), keep)


def _reasons(fault: BaseException) -> Iterator[str]:
    # Peewee hides a full disk behind "cannot rollback"; the cause stands in the context.
    seen: BaseException | None = fault
    while seen is not None:
        yield str(seen)
        seen = seen.__cause__ or seen.__context__


@contextmanager
def as_sentences() -> Iterator[None]:
    """Turn whatever the database raises inside into an error with a sentence."""
    try:
        yield
    except (peewee.PeeweeException, dbapi2.Error, OSError) as fault:
        raise told(fault) from fault
