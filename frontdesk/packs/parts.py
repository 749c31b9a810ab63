"""What the files of a pack are made of alike: kinds of values, fields of forms (X4)."""

from collections.abc import Iterable
from typing import Annotated, Literal, Protocol, TypeVar

import msgspec

from frontdesk.clock import Millis

Duration = Annotated[Millis, "duration"]
TimeOfDay = Annotated[Millis, "time"]
Code = Annotated[str, "code"]
Letters = Annotated[str, "letters"]
Country = Annotated[str, "country"]
Digits = Annotated[str, "digits"]
Count = Annotated[int, "count"]
Figure = Annotated[int, "figure"]

Language = Literal["en", "zh"]
Role = Literal["agent", "lead", "supervisor", "deputy", "manager"]
Kind = Literal[
    "text", "note", "choice", "digits", "phone", "birth", "sex",
    "purpose", "needs", "department", "doctor", "host",
    "call_kind", "call_outcome", "due", "staff",
    "case_channel", "severity", "place", "when", "date", "yesno", "receiver",
]  # fmt: skip


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Part = TypeVar("_Part", bound=_Coded)


class FieldSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a form: `max` characters at most; `see` are the roles that may, all if empty."""

    name: Code
    kind: Kind
    required: bool = False
    personal: bool = False
    max: Count = 80
    choices: tuple[Code, ...] = ()
    see: tuple[Role, ...] = ()


def named(parts: Iterable[_Part], code: str) -> _Part:
    """The one of `parts` whose code is `code`. Raises KeyError."""
    for part in parts:
        if part.code == code:
            return part
    raise KeyError(code)
