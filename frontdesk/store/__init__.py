"""The one door to the database. Nothing outside this folder is particular to SQLite."""
