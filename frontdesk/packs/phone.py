"""What stands in `phone.toml`: the telephone of a desk, its scripts and replies (P1 to P8, K2).

A pack without that file belongs to a desk without a telephone. How it rings in a country stands
with the rules; every code has words in both languages, as everywhere in a pack.
"""

from typing import Literal

import msgspec

from frontdesk.packs.parts import Code, Count, Digits, Duration, FieldSpec, named

Needed = Literal["", "answer", "promise", "question", "colleague"]


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a step's question, and the later step that it leads to."""

    code: Code
    goes: Code


class ScriptStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a script (P2).

    `say`: there are words to say; `hint`: and something to keep in mind here; `uses` are polite
    words that belong to it. With `branches` it asks a question whose answer leads on; `goes` names
    the later step that follows it, else the next of the list does.
    """

    code: Code
    say: bool = True
    hint: bool = False
    uses: tuple[Code, ...] = ()
    branches: tuple[Branch, ...] = ()
    goes: Code | None = None


class CallKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of call, with its script from the greeting to the caller's hanging up (P2, P5)."""

    code: Code
    steps: tuple[ScriptStep, ...]
    emergency: bool = False


class CallOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a call ended, and what its record then needs (P4, D7)."""

    code: Code
    needs: Needed = ""


class Try(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an attempt to call back: the person was `reached`, or it `ends` the trying."""

    code: Code
    reached: bool = False
    ends: bool = False


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A written reply, part by part in the order of the letter (P8)."""

    code: Code
    parts: tuple[Code, ...]


class Dialling(msgspec.Struct, frozen=True, kw_only=True):
    """How numbers are written here (P3), each without the digits that stand before it.

    `country` and `area` are the desk's own codes, `trunk` what is dialled before an area code,
    `extension` the length of the longest internal number.
    """

    country: Digits
    trunk: Digits = ""
    area: Digits = ""
    extension: Count


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """The telephone of a desk.

    A call answered within `answer_within` counts as served in time; who hangs up sooner than
    `short_abandon` is not counted as lost. A ring that nobody ended is missed after `give_up`.
    The same number within `again_within` calls again. A missed call is owed a call back within
    `call_back_within`, amber in the `window` before; a promise is amber in its `promise_window`.
    Nobody is held longer than `hold_most` without a word; `wrap_up` is for the record after it.
    The key pressed twice within `double_press` means answered, rings unknown. Practice brings a
    call every `practice_every`. (P1, P4 to P8)
    """

    answer_within: Duration
    short_abandon: Duration
    give_up: Duration
    again_within: Duration
    call_back_within: Duration
    window: Duration
    promise_window: Duration
    hold_most: Duration
    wrap_up: Duration
    double_press: Duration
    practice_every: Duration
    lines: Count
    dialling: Dialling
    channels: tuple[Code, ...]
    kinds: tuple[CallKind, ...]
    outcomes: tuple[CallOutcome, ...]
    tries: tuple[Try, ...]
    templates: tuple[Template, ...] = ()
    mind: tuple[Code, ...] = ()
    never: tuple[Code, ...] = ()
    form: tuple[FieldSpec, ...]

    def kind(self, code: str) -> CallKind:
        """The kind of call `code`. Raises KeyError."""
        return named(self.kinds, code)

    def outcome(self, code: str) -> CallOutcome:
        """The outcome `code`. Raises KeyError."""
        return named(self.outcomes, code)

    def attempt(self, code: str) -> Try:
        """What came of calling back, by its code. Raises KeyError."""
        return named(self.tries, code)

    def template(self, code: str) -> Template:
        """The written reply `code`. Raises KeyError."""
        return named(self.templates, code)
