"""Where a desk keeps its data and its settings, and how a file there is written (requirement X1).

The key lies in the settings folder, never inside the data folder. The telephone's hooks come
through here and must return at once, so nothing here is slow to load.
"""

import os
from pathlib import Path
from typing import NamedTuple

HOME_VARIABLE = "FRONTDESK_HOME"


class Folders(NamedTuple):
    """The two folders of one desk."""

    data: Path
    settings: Path

    @property
    def database(self) -> Path:
        """The desk's database."""
        return self.data / "desk.db"

    @property
    def drafts(self) -> Path:
        """Half-typed forms, encrypted beside it."""
        return self.data / "drafts.db"

    @property
    def key(self) -> Path:
        """The key that opens both."""
        return self.settings / "desk.key"

    @property
    def head(self) -> Path:
        """The log's head as noted at the last clean exit."""
        return self.settings / "head.json"

    @property
    def pack(self) -> Path:
        """The pack as files that a supervisor may edit."""
        return self.settings / "pack"

    @property
    def crashes(self) -> Path:
        """Reports of crashes, without values."""
        return self.settings / "crashes"

    def make(self) -> None:
        """Make both folders, for this user alone whatever the umask is."""
        for folder in (self.data, self.settings):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)


def folders(home: Path | None = None) -> Folders:
    """The folders to use: `home`, else FRONTDESK_HOME, else the system's own places."""
    chosen = home or (Path(value) if (value := os.environ.get(HOME_VARIABLE)) else None)
    if chosen is not None:
        return Folders(chosen / "data", chosen / "settings")
    import platformdirs

    return Folders(
        Path(platformdirs.user_data_dir("frontdesk", appauthor=False)),
        Path(platformdirs.user_config_dir("frontdesk", appauthor=False)) / "settings",
    )


def whole_file(path: Path, body: bytes) -> None:
    """Write a file readable by this user alone, whole or not at all, and on the disk."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())
    beside.chmod(0o600)
    beside.replace(path)
    whole_folder(path.parent)


def whole_folder(path: Path) -> None:
    """Bring the names in a folder onto the disk, where the system lets one."""
    if os.name != "nt":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
