"""Shared parts of every screen: colours, glyphs, lines, bars, fields, docks."""
