"""What the desk keeps about itself: its name, every pack it ever worked by, moves of its clock."""

import json
from functools import lru_cache

from frontdesk.clock import Clock, Millis
from frontdesk.errors import PackError
from frontdesk.packs.load import from_files
from frontdesk.packs.structs import Pack
from frontdesk.store.fields import Flag, Integer, Moment, Row, Text
from frontdesk.words import _

KEPT_PACKS = 16


class Desk(Row):
    """The desk itself, one row: its name, its pack by digest, what its clock must add."""

    name = Text(personal=False)
    pack = Text(personal=False)
    practice = Flag(personal=False)
    clock_offset = Integer(personal=False)
    made_at = Moment(personal=False)


class PackVersion(Row):
    """One version of a pack, as the text of its files, kept for whatever began under it."""

    digest = Text(personal=False, unique=True)
    code = Text(personal=False)
    version = Integer(personal=False)
    files = Text(personal=False)
    since = Moment(personal=False)


class ClockMark(Row):
    """The wall clock moved by `by` milliseconds against the running one, noticed at `at`."""

    at = Moment(personal=False)
    by = Integer(personal=False)


@lru_cache(maxsize=KEPT_PACKS)
def pack_of(digest: str) -> Pack:
    """The pack that was in force under `digest`; raises PackError when it was never kept."""
    found = PackVersion.get_or_none(PackVersion.digest == digest)
    if found is None:
        raise PackError(digest, "", _("a version of the pack that this desk kept"))
    return from_files({name: text.encode() for name, text in json.loads(found.files).items()})


class DeskClock:
    """The machine's clock plus what it was set back by, so that no wait ever shrinks."""

    def __init__(self, base: Clock, offset: Millis = 0) -> None:
        self.base = base
        self.offset = offset

    def now(self) -> Millis:
        """The present by the desk."""
        return self.base.now() + self.offset

    def running(self) -> Millis:
        """The base clock's running count."""
        return self.base.running()
