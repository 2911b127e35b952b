"""What a person gave for an argument, as a value.

Typer reads all of them through pydantic, which takes longer to load than most commands take to run. Texts, paths and
choices need no library; what else there is, and what is wrong, is left to Typer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from typer._click import Context
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer.core import TyperArgument, TyperOption, _TyperParameter

_READ: dict[Any, Callable[[Any], Any]] = {str: str, Path: Path, list[str]: list}


@dataclass(frozen=True)
class _Plain(RuntimeParam):
    """Reads the value of one argument."""

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: _TyperParameter, ctx: Context) -> Any:
        kind = self.annotation
        if kind in _READ:
            return _READ[kind](value)
        if isinstance(kind, type) and isinstance(value, kind):
            return value  # a default
        if isinstance(kind, type) and issubclass(kind, Enum) and value in {choice.value for choice in kind}:
            return kind(value)
        return build_runtime_param(self.descriptor).coerce(value, param, ctx)


def read_plainly(parameter: object) -> None:
    """Have the values of ``parameter`` of a command read without pydantic where they can be."""
    if isinstance(parameter, TyperArgument | TyperOption):
        descriptor = parameter.type_descriptor
        parameter._runtime_param = _Plain(descriptor.parameter_info, descriptor.annotation, descriptor)
