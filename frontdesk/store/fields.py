"""Rows and columns: each column says whether it is personal, each row written is remembered.

A row can be written only while a verb holds the pen; the verb then seals what was written.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Self, cast

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

SALT_BYTES = 16

# Peewee wants one handle that its models know; `Store.open` puts the open database behind it.
desk_database = peewee.DatabaseProxy()


class Text(peewee.TextField):
    """Text; `personal` says whether erasing a person drops it."""

    def __init__(self, *, personal: bool, **options: Any) -> None:
        super().__init__(**options)
        self.personal = personal


class Integer(peewee.IntegerField):
    """A whole number."""

    def __init__(self, *, personal: bool, **options: Any) -> None:
        super().__init__(**options)
        self.personal = personal


class Moment(Integer):
    """An instant in milliseconds since the epoch, UTC."""


class Flag(Integer):
    """Yes or no, kept as 1 or 0 (STRICT tables know no boolean)."""

    def db_value(self, value: object) -> int | None:
        return None if value is None else int(bool(value))

    def python_value(self, value: object) -> bool | None:
        return None if value is None else bool(value)


class Blob(peewee.BlobField):
    """Bytes."""

    def __init__(self, *, personal: bool, **options: Any) -> None:
        super().__init__(**options)
        self.personal = personal


class Ref(peewee.ForeignKeyField):
    """A row of another table, by its id."""

    def __init__(self, model: Any, *, personal: bool = False, **options: Any) -> None:
        super().__init__(model, **options)
        self.personal = personal


class Pen:
    """Remembers the rows that a verb writes; without a verb there is no writing."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], Row | None] | None = None
        self._on_row = False

    @contextmanager
    def on(self, row: "Row") -> Iterator[None]:
        """Write one row, which is then remembered; raises RuntimeError outside a verb."""
        if self._rows is None:
            raise RuntimeError(f"{row.table_name()} is written outside a verb")
        before, self._on_row = self._on_row, True
        try:
            yield
        finally:
            self._on_row = before

    def check_on_row(self, table: str) -> None:
        """Refuse a write of many rows at once: nobody would seal them."""
        if not self._on_row:
            raise RuntimeError(f"{table} is written past its seals")

    @property
    def held(self) -> bool:
        """Whether a verb is writing now."""
        return self._rows is not None

    def wrote(self, row: "Row", *, gone: bool = False) -> None:
        """Remember `row` for its seal; `gone` when it was deleted."""
        if self._rows is None:
            raise RuntimeError(f"{row.table_name()} is written outside a verb")
        self._rows[row.table_name(), row.id] = None if gone else row

    @contextmanager
    def hold(self) -> Iterator[dict[tuple[str, int], "Row | None"]]:
        """Take the pen for one verb; yields the rows written so far, deleted ones as None."""
        if self._rows is not None:
            raise RuntimeError("one verb calls another")
        self._rows = {}
        try:
            yield self._rows
        finally:
            self._rows = None


pen = Pen()


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * (len(columns) + 1))})'


@cache
def _update(table: str, columns: tuple[str, ...]) -> str:
    pairs = ", ".join(f'"{name}" = ?' for name in columns)
    return f'UPDATE "{table}" SET {pairs} WHERE "id" = ?'


@cache
def _select(table: str, columns: tuple[str, ...], condition: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'SELECT {names} FROM "{table}" WHERE {condition}'


class Row(peewee.Model):
    """A sealed row of the desk's database."""

    id: Any

    if TYPE_CHECKING:
        salt: Any

        # Peewee adds `staff_id` beside `staff`, which types cannot know.
        def __getattr__(self, name: str) -> Any: ...

    class Meta:
        database = desk_database
        legacy_table_names = False
        strict_tables = True

    @classmethod
    def table_name(cls) -> str:
        """The name of the table."""
        return str(cls._meta.table_name)

    def save(self, force_insert: bool = False, only: Any = None) -> int:
        """Write the row; only inside a verb."""
        with pen.on(self):
            if "salt" in self._meta.fields and self.salt is None:
                self.salt = secrets.token_bytes(SALT_BYTES)
            if only is None:
                count = self._write(new=force_insert or self.id is None)
            else:
                count = int(super().save(force_insert=force_insert, only=only))
        pen.wrote(self)
        return count

    def _write(self, *, new: bool) -> int:
        """Insert or update every column by a statement made once: to compile it costs a commit."""
        data = self.__data__
        self._populate_unsaved_relations(data)
        fields = [one for one in self._meta.sorted_fields if one.name != "id"]
        values = [one.db_value(data.get(one.name)) for one in fields]
        execute = self._meta.database.execute_sql
        columns = tuple(one.column_name for one in fields)
        if new:
            cursor = execute(_insert(self.table_name(), columns), (self.id, *values))
            if self.id is None:
                self._pk = cursor.lastrowid
            count = 1
        else:
            count = execute(_update(self.table_name(), columns), (*values, self.id)).rowcount
        self._dirty.clear()
        return int(count)

    @classmethod
    def read(cls, condition: str, *values: object) -> list[Self]:
        """The rows of which `condition` is true, a `?` for each of `values`; it may say an order.

        For what every verb asks: a statement that is made once instead of compiled each time.
        """
        fields = cls._meta.sorted_fields
        columns = tuple(one.column_name for one in fields)
        cursor = cls._meta.database.execute_sql(
            _select(cls.table_name(), columns, condition), values
        )
        found = []
        for row in cursor.fetchall():
            data = {
                one.name: one.python_value(value) for one, value in zip(fields, row, strict=True)
            }
            one_row = cls(__no_default__=1, **data)
            one_row._dirty.clear()
            found.append(one_row)
        return found

    def delete_instance(self, recursive: bool = False, delete_nullable: bool = False) -> int:
        """Delete the row; only inside a verb. The log keeps that it went."""
        if recursive:
            raise RuntimeError(f"{self.table_name()} takes other rows with it unsealed")
        with pen.on(self):
            count = int(super().delete_instance())
        pen.wrote(self, gone=True)
        return count

    @classmethod
    def insert(cls, *args: Any, **fields: Any) -> Any:
        """Only for `save`: a row written past it would have no seal."""
        pen.check_on_row(cls.table_name())
        return super().insert(*args, **fields)

    @classmethod
    def insert_many(cls, *args: Any, **options: Any) -> Any:
        """Refused: rows are written one by one, each sealed."""
        pen.check_on_row(cls.table_name())
        return super().insert_many(*args, **options)

    @classmethod
    def insert_from(cls, *args: Any, **options: Any) -> Any:
        """Refused: rows are written one by one, each sealed."""
        pen.check_on_row(cls.table_name())
        return super().insert_from(*args, **options)

    @classmethod
    def replace(cls, *args: Any, **fields: Any) -> Any:
        """Refused: rows are written one by one, each sealed."""
        pen.check_on_row(cls.table_name())
        return cast(Any, super()).replace(*args, **fields)

    @classmethod
    def update(cls, *args: Any, **fields: Any) -> Any:
        """Only for `save`: a row written past it would have no seal."""
        pen.check_on_row(cls.table_name())
        return super().update(*args, **fields)

    @classmethod
    def delete(cls) -> Any:
        """Only for `delete_instance`: a row deleted past it would be missing to `verify`."""
        pen.check_on_row(cls.table_name())
        return super().delete()


class Derived(peewee.Model):
    """A row that can be made again from others (a search key): neither sealed nor judged."""

    class Meta:
        database = desk_database
        legacy_table_names = False
        strict_tables = True


def sealed_models() -> list[type[Row]]:
    """Every model whose rows are sealed, by table name. Only those imported so far."""
    found: list[type[Row]] = []
    waiting = list(Row.__subclasses__())
    while waiting:
        model = waiting.pop()
        found.append(model)
        waiting.extend(model.__subclasses__())
    return sorted(found, key=lambda model: model.table_name())


__all__ = [
    "Blob",
    "Derived",
    "Flag",
    "Integer",
    "Moment",
    "Ref",
    "Row",
    "SqlCipherDatabase",
    "Text",
    "desk_database",
    "pen",
    "sealed_models",
]
