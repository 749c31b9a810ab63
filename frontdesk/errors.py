"""Every way the desk can say no, in a sentence for the person and with a way out.

Nothing here knows a screen: `sentence` and `way_out` are already translated by whoever raises.
"""


class DeskError(Exception):
    """A refusal or a fault told to the person at the desk.

    `sentence` says what is the matter; `way_out` says what to do now, and may be empty.
    """

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out

    def __str__(self) -> str:
        # A full-width stop is its own space.
        between = "" if self.sentence.endswith(("。", "！", "？")) else " "
        return f"{self.sentence}{between}{self.way_out}".strip()


class Refused(DeskError):
    """What was asked is not possible as things stand now."""


class AlreadyDone(Refused):
    """The same act, or the same step, was done before; `entry_id` is where the log tells it."""

    def __init__(self, sentence: str, entry_id: int | None = None, way_out: str = "") -> None:
        super().__init__(sentence, way_out)
        self.entry_id = entry_id


class NotAllowed(Refused):
    """This role may not do this."""


class InputError(DeskError):
    """One field holds something that cannot be taken; `field` is its name."""

    def __init__(self, field: str, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence, way_out)
        self.field = field


class UsageError(DeskError):
    """The command line was given something it cannot use."""


class PackError(DeskError):
    """A pack cannot be used: which file, which key, and what was expected there."""

    def __init__(self, file: str, key: str, expected: str, way_out: str = "") -> None:
        super().__init__(f"{file}: {key}: {expected}" if key else f"{file}: {expected}", way_out)
        self.file = file
        self.key = key
        self.expected = expected


class StorageError(DeskError):
    """The database did not take something; `kept` says whether what was asked is kept."""

    def __init__(self, sentence: str, way_out: str = "", *, kept: bool = False) -> None:
        super().__init__(sentence, way_out)
        self.kept = kept


class KeyFault(StorageError):
    """The key is missing, or does not open this database."""


class ForeignData(StorageError):
    """A file that is not ours, is newer than this program, or was changed outside it."""
