"""Which table of a database becomes which table of Filature: by its name, else by the columns that it has."""

from __future__ import annotations

from dataclasses import dataclass

from filature.reading.seized.columns import complete, find_columns, named_for
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import normal, targets, word_set
from filature.sources.databases.schema import TableInfo


@dataclass(slots=True)
class Choice:
    """A table's target, and the columns that its fields were found in."""

    target: str
    fields: dict[str, str]


def choose_targets(shape: Shape) -> dict[str, Choice]:
    """Table to choice, in the order of the database; tables that nothing fits are absent."""
    choices: dict[str, Choice] = {}
    for name, table in shape.tables.items():
        choice = _by_name(table) or _by_columns(table)
        if choice is not None:
            choices[name] = choice
    for name in _profiles(shape, choices):
        words = targets()["account_observation"]
        choices[name] = Choice("account_observation", find_columns(shape.tables[name], words))
    return choices


def is_order_items(table: TableInfo) -> bool:
    """Whether the table's name says that it holds what orders consist of."""
    parts = normal(table.name.rpartition(".")[2]).split("_")
    return any("_".join(parts[i:]) in word_set("order_items") for i in range(len(parts)))


def _by_name(table: TableInfo) -> Choice | None:
    """The target whose words cover most of the table's name; of equal ones, the one with most fields."""
    best: tuple[int, int] = (0, 0)
    choice = None
    for target, words in targets().items():
        covered = named_for(table, words)
        fields = find_columns(table, words) if covered else {}
        if (
            covered
            and complete(fields, words)
            and (covered, len(fields)) > best
            and not is_order_items(table)
        ):
            best, choice = (covered, len(fields)), Choice(target, fields)
    return choice


def _by_columns(table: TableInfo) -> Choice | None:
    """The target one of whose signatures the table has in full; of several, the one with most fields."""
    choice = None
    for target, words in targets().items():
        fields = find_columns(table, words) if words.signature else {}
        signed = any(all(f in fields for f in signature) for signature in words.signature)
        if signed and complete(fields, words) and (choice is None or len(fields) > len(choice.fields)):
            choice = Choice(target, fields)
    return None if is_order_items(table) else choice


def _profiles(shape: Shape, choices: dict[str, Choice]) -> list[str]:
    """Tables of users that refer to another table of users: they describe its accounts and hold none."""
    users = [name for name, choice in choices.items() if choice.target == "user"]
    found = []
    for name in users:
        table = shape.tables[name]
        refers = {k.column for k in table.foreign_keys if k.table in users and k.table != name}
        profile = find_columns(table, targets()["account_observation"]).get("account_id")
        if profile in refers or (
            profile and profile != table.key and normal(profile).endswith("_id") and len(users) > 1
        ):
            found.append(name)
    return found if len(found) < len(users) else []
