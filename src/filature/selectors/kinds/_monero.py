"""Base58 as Monero writes it: blocks of 8 bytes in 11 letters each, and a checksum by Keccak-256."""

from __future__ import annotations

from Crypto.Hash import keccak

_ALPHABET = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}
_BYTES = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
_LETTERS = {size: letters for letters, size in _BYTES.items()}


def _checksum(data: bytes) -> bytes:
    return keccak.new(digest_bits=256, data=data).digest()[:4]


def _block(letters: bytes) -> bytes | None:
    number = 0
    for letter in letters:
        number = number * 58 + _VALUE[letter]
    size = _BYTES.get(len(letters), 0)
    return number.to_bytes(size, "big") if number < 1 << 8 * size else None


def decode(text: bytes) -> bytes | None:
    """What an address holds without its checksum, None when the checksum or a block is wrong.

    Source: Monero's CryptoNote Base58 (src/common/base58.cpp); ``text`` holds letters of Base58 only.
    """
    blocks = [_block(text[at : at + 11]) for at in range(0, len(text), 11)]
    data = b"".join(block for block in blocks if block is not None)
    return data[:-4] if None not in blocks and _checksum(data[:-4]) == data[-4:] else None


def encode(data: bytes) -> str:
    """The address that holds ``data``."""
    data += _checksum(data)
    return "".join(_letters(data[at : at + 8]) for at in range(0, len(data), 8))


def _letters(block: bytes) -> str:
    number, made = int.from_bytes(block, "big"), b""
    for _ in range(_LETTERS[len(block)]):
        number, value = divmod(number, 58)
        made = _ALPHABET[value : value + 1] + made
    return made.decode()
