"""Protocol Buffers, as far as Anki's packages need them: messages as lists of values by number.

Written after https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from builder.packages._faults import FaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

Message: TypeAlias = dict[int, list[int | bytes]]

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MOST_BITS = 64
_DAMAGED = "a part of it in Protocol Buffers is damaged"


def parse(data: bytes) -> Message:
    """The values of each field by its number, in their order; raises FaultError."""
    found: Message = {}
    for number, value in _values(data):
        found.setdefault(number, []).append(value)
    return found


def text(message: Message, number: int) -> str:
    """The last text of a field; empty where there is none."""
    value = message.get(number, [b""])[-1]
    if not isinstance(value, bytes):
        raise FaultError(_DAMAGED)
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise FaultError(_DAMAGED) from error


def whole(message: Message, number: int) -> int | None:
    """The last number of a field, signed, of 64 bits; None where there is none."""
    values = message.get(number)
    if not values:
        return None
    value = values[-1]
    if not isinstance(value, int):
        raise FaultError(_DAMAGED)
    return value - (1 << 64) if value >> 63 else value


def parts(message: Message, number: int) -> tuple[bytes, ...]:
    """The messages of a repeated field, each as its bytes."""
    values = message.get(number, [])
    return tuple(value for value in values if isinstance(value, bytes))


def packed(message: Message, number: int) -> tuple[int, ...]:
    """The numbers of a repeated field, packed into one or not."""
    found: list[int] = []
    for value in message.get(number, []):
        if isinstance(value, int):
            found.append(value)
            continue
        at = 0
        while at < len(value):
            each, at = _varint(value, at)
            found.append(each)
    return tuple(found)


def _values(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        if wire == _BYTES:
            size, at = _varint(data, at)
        elif wire in (_FIXED32, _FIXED64):
            size = 4 if wire == _FIXED32 else 8
        else:
            raise FaultError(_DAMAGED)
        if at + size > len(data):
            raise FaultError(_DAMAGED)
        yield number, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < _MOST_BITS:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & ((1 << _MOST_BITS) - 1), at
        shift += 7
    raise FaultError(_DAMAGED)
