"""What `case.toml` says of a case, read and written."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from filature.errors import BadInput

NAME = "case.toml"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What `case.toml` says. ``basis`` is the legal basis in the investigator's words."""

    name: str
    basis: str
    reference: str = ""
    languages: tuple[str, ...] = ("fr", "en")
    retention: str = ""
    format: int = FORMAT


_PLAIN = Settings("", "")


def read(path: Path) -> Settings:
    """The settings in ``path``; `BadInput` when they cannot be read or are of a newer Filature."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
        if not isinstance(given.setdefault("languages", list(_PLAIN.languages)), list):
            raise TypeError("languages is no list")
        settings = Settings(**{**given, "languages": tuple(given["languages"])})
        for part in fields(Settings):
            value, default = getattr(settings, part.name), getattr(_PLAIN, part.name)
            if type(value) is not type(default):
                raise TypeError(f"{part.name} is {value!r}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise BadInput(
            "{path} cannot be read: {reason}.",
            "Correct the file, or take it from a copy of the case.",
            path=path,
            reason=error,
        ) from error
    if settings.format > FORMAT:
        raise BadInput(
            "{path} is of a newer Filature (format {format}).",
            "Install that version.",
            path=path,
            format=settings.format,
        )
    return settings


def is_text(value: str) -> bool:
    """Whether ``value`` can be written: what a shell passes on may hold bytes that are no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def written(settings: Settings) -> bytes:
    """`case.toml`; TOML's basic strings are written as JSON strings, which they contain."""
    text = {
        key: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        for key, value in asdict(settings).items()
    }
    lines = [
        "# The case. Edit with a text editor; the journal keeps what was true when.",
        *(
            f"{key} = {text[key]}"
            for key in ("format", "name", "basis", "reference", "languages", "retention")
        ),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")
