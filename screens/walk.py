"""Behind the first frame: what finding needs is loaded, the whole log is walked.

A thread of its own that dies with the window: neither a key nor the way out ever waits for it.
"""

import threading
from collections.abc import Callable

from textual.message import Message

from frontdesk.desk import names
from frontdesk.errors import DeskError
from frontdesk.store.database import Store


class Walked(Message):
    """The walk came to its end: how many entries, or what is wrong."""

    def __init__(self, entries: int = 0, fault: DeskError | None = None) -> None:
        super().__init__()
        self.entries = entries
        self.fault = fault


class Walk:
    """One full walk of the log in the background."""

    def __init__(self, store: Store, post: Callable[[Message], object]) -> None:
        self._store = store
        self._post = post
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="walk", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """It is not wanted any more."""
        self._stop.set()
        self._thread.join(1)

    def _run(self) -> None:
        names.warm()
        # Brings the tables of cases, which a desk without cases never read: all are judged.
        from frontdesk.cases import cases as _cases  # noqa: F401

        try:
            found = self._store.verify_apart(self._stop)
        except DeskError as fault:
            self._post(Walked(fault=fault))
            return
        if found is not None:
            self._post(Walked(found.entries))
