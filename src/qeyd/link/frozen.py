"""Values of a few classes as JSON and back, by their annotations: nothing else can come out of what was kept.

Dataclasses become lists of their fields, sets sorted lists, mappings lists of pairs, days their ISO form. Taken back by
the annotation alone, so that a changed file can only be refused or give other values of the same classes.
"""

import json
import types
import typing
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

Way = Callable[[Any], Any]
#: From how many bytes on a value is compressed, and what then stands before it; no JSON begins so.
LONG, PRESSED = 300, b"z"


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def freeze(value: Any) -> Any:
    """A value as JSON knows it."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple or kind is list:
        return [one if type(one) in _AS_IT_IS else freeze(one) for one in value]
    if kind is frozenset or kind is set:
        frozen = [one if type(one) in _AS_IT_IS else freeze(one) for one in value]
        return sorted(frozen, key=repr if frozen and isinstance(frozen[0], list) else None)
    if kind is dict:
        return [[freeze(key), freeze(one)] for key, one in value.items()]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(kind):
        return [freeze(getattr(value, name)) for name in _names(kind)]
    raise TypeError(f"{kind.__name__} cannot be kept.")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def thaw(kind: Any) -> Way:
    """How a value of this annotation is taken back from what ``freeze`` made of it."""
    if kind is Any or kind is object:
        return _plain
    if kind in (str, int, float, bool, type(None)):
        return _as_is
    if kind is date:
        return date.fromisoformat
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (thaw(one) for one in parts if one is not type(None)) if _is_optional(parts) else (_as_is,)
        return lambda value: None if value is None else inner(value)
    if origin in (tuple, list, set, frozenset) and (origin is not tuple or parts[-1] is Ellipsis):
        one = thaw(parts[0])
        make = typing.cast(Way, origin)
        return make if one is _as_is else lambda value: make(map(one, value))
    if origin is tuple:
        ways = [thaw(part) for part in parts]
        return lambda value: tuple(way(each) for way, each in zip(ways, value, strict=True))
    if origin is dict:
        key, one = (thaw(part) for part in parts)
        return lambda value: {key(k): one(v) for k, v in value}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        each = [thaw(hints[one.name]) for one in fields(kind)]
        return lambda value: kind(*(way(part) for way, part in zip(each, value, strict=True)))
    raise TypeError(f"{kind} cannot be taken back.")


def _is_optional(parts: tuple[Any, ...]) -> bool:
    return len([one for one in parts if one is not type(None)]) == 1


def _as_is(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def to_bytes(value: object) -> bytes:
    """A value as compact JSON; a long one compressed."""
    raw = json.dumps(freeze(value), ensure_ascii=False, separators=(",", ":")).encode()
    return raw if len(raw) < LONG else PRESSED + zlib.compress(raw, 1)


def unpressed(raw: bytes) -> bytes:
    """The JSON of a value that ``to_bytes`` made bytes of."""
    return zlib.decompress(raw[1:]) if raw[:1] == PRESSED else raw


def from_bytes(kind: Any, raw: bytes) -> Any:
    """A value of this annotation from its bytes."""
    return thaw(kind)(json.loads(unpressed(raw)))
