"""Anything owed to someone."""
