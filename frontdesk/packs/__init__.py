"""Packs: what one desk differs in from another, as data that is checked when read (X4)."""

from frontdesk.packs.load import builtin, codes, from_files, load, to_files
from frontdesk.packs.structs import Pack

__all__ = ["Pack", "builtin", "codes", "from_files", "load", "to_files"]
