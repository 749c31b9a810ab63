"""A fault of ours, told without a single value (facts: "Text from people").

A traceback shows messages and locals, and these hold names, phones, keys. So the terminal gets
one sentence with a code, and a file gets the places in our own code: no message, no value.
"""

import asyncio
import contextlib
import hashlib
import os
import platform
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Generic

import msgspec
from rich.text import Text
from textual.app import App, ReturnType
from textual.worker import WorkerFailed

from frontdesk.clock import Clock, Millis, SystemClock
from frontdesk.words import _

PACKAGES = ("frontdesk", "screens")
"""Whose places a report names; all other code is only counted."""

KEPT_REPORTS = 20
"""A fault at every start must not fill the disk."""

_DEEPEST = 20


class Fault(msgspec.Struct, frozen=True):
    """One exception: the name of its type, and where in our code it came through."""

    kind: str
    places: tuple[str, ...]


def faults(error: BaseException, packages: Sequence[str] = PACKAGES) -> tuple[Fault, ...]:
    """`error` and what led to it, latest first, without messages or values."""
    return tuple(
        Fault(
            f"{type(one).__module__}.{type(one).__qualname__}",
            tuple(_places(one.__traceback__, packages)),
        )
        for one in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < _DEEPEST:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        # A worker's fault comes wrapped, and a full disk hides in the context.
        waiting += [one.error] if isinstance(one, WorkerFailed) else []
        waiting += list(one.exceptions) if isinstance(one, BaseExceptionGroup) else []
        waiting += [one.__cause__, one.__context__]


def _places(trace: TracebackType | None, packages: Sequence[str]) -> Iterator[str]:
    others = 0
    while trace is not None:
        frame = trace.tb_frame
        module = str(frame.f_globals.get("__name__", ""))
        if module.split(".")[0] in packages:
            if others:
                yield f"({others})"
                others = 0
            # The module's name, not the file's path: a path holds the name of the user.
            file = module.replace(".", "/") + ".py"
            yield f"{file}:{trace.tb_lineno} {frame.f_code.co_qualname}"
        else:
            others += 1
        trace = trace.tb_next
    if others:
        yield f"({others})"


def code_of(found: Sequence[Fault]) -> str:
    """The same four characters for the same fault at the same place: FD-3F2A."""
    return f"FD-{hashlib.sha256(repr(tuple(found)).encode()).hexdigest()[:4].upper()}"


def write_report(
    folder: Path, error: BaseException, now: Millis, packages: Sequence[str] = PACKAGES
) -> tuple[str, Path | None]:
    """Write the report of `error` into `folder`; its code, and the file or None if that failed.

    The file is readable by its owner only and holds types, places and versions. Of older ones
    the latest are kept. Never raises.
    """
    found = faults(error, packages)
    code = code_of(found)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        moment = datetime.fromtimestamp(now / 1000, tz=UTC)
        path = folder / f"crash-{moment:%Y%m%dT%H%M%S}Z-{code}.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(_lines(code, moment, found)) + "\n")
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return code, None
    return code, path


def _lines(code: str, moment: datetime, found: Sequence[Fault]) -> Iterator[str]:
    # A start without a crash has no use for it.
    from importlib import metadata

    yield f"{code} {moment:%Y-%m-%dT%H:%M:%SZ}"
    for name in ("frontdesk", "textual", "peewee", "sqlcipher3"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)}"
    yield f"python {platform.python_version()} {sys.platform}"
    for fault in found:
        yield fault.kind
        yield from (f"  {place}" for place in fault.places)


def sentence(code: str, draft_kept: bool) -> str:
    """What the person at the desk reads: a code, and what is safe."""
    if draft_kept:
        return _(
            "The desk stopped on a fault of its own ({code}): all it had confirmed is saved, "
            "and the half-typed form comes back at the next start."
        ).format(code=code)
    return _(
        "The desk stopped on a fault of its own ({code}): all it had confirmed is saved; "
        "a half-typed form may be lost."
    ).format(code=code)


class CrashGuard(App[ReturnType], Generic[ReturnType]):
    """An App whose unhandled errors show no value: one sentence, a report, return code 1.

    Set `crash_folder` before it runs; without one the sentence comes alone. Override
    `keep_after_crash` to keep the half-typed form.
    """

    crash_folder: Path | None = None
    crash_packages: Sequence[str] = PACKAGES
    crash_clock: Clock = SystemClock()
    crash_code: str | None = None

    def keep_after_crash(self) -> bool:
        """Keep what is half typed; True when it is kept. Called once, in the app's thread."""
        return False

    async def _process_messages(self, *args: Any, **named: Any) -> None:
        asyncio.get_running_loop().set_exception_handler(self._on_loop_error)
        await super()._process_messages(*args, **named)

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task nobody waited for has failed: asyncio would print its message."""
        error = context.get("exception")
        if isinstance(error, Exception):
            if self._running and not self._exit:
                self._handle_exception(error)
            else:
                self._report(error)

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._end_on(error)

    def _fatal_error(self) -> None:
        self._return_code = 1
        self._end_on(sys.exception() or RuntimeError())

    def panic(self, *_renderables: Any) -> None:
        """End on a fault that comes as a picture of itself, which may hold values: not shown."""
        self._fatal_error()

    def _end_on(self, error: BaseException) -> None:
        if self.crash_code is None:
            self.crash_code = self._report(error)
            kept = False
            with contextlib.suppress(Exception):
                kept = self.keep_after_crash()
            self._exit_renderables[:] = [Text(sentence(self.crash_code, kept))]
        self._close_messages_no_wait()

    def _report(self, error: BaseException) -> str:
        if self.crash_folder is None:
            return code_of(faults(error, self.crash_packages))
        return write_report(self.crash_folder, error, self.crash_clock.now(), self.crash_packages)[
            0
        ]

    def _print_error_renderables(self) -> None:
        # The terminal may be gone, and there must be no second fault about the first.
        with contextlib.suppress(OSError, ValueError):
            super()._print_error_renderables()


def guard_process(folder: Path, clock: Clock | None = None) -> None:
    """Outside the app too (command line, threads, destructors): no traceback, no value.

    An error that reaches the top prints its one sentence to standard error; one in a thread
    or a destructor only writes its report. Interrupts by the person say nothing.
    """
    watch = clock or SystemClock()

    def top(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        code, _path = write_report(folder, error, watch.now())
        if sys.__stderr__ is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.__stderr__.write(sentence(code, False) + "\n")

    def aside(args: Any) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            write_report(folder, args.exc_value, watch.now())

    sys.excepthook = top
    threading.excepthook = aside
    sys.unraisablehook = aside
