"""Extended public keys, from which all addresses of a wallet follow."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import _base58

_VERSIONS = {
    "xpub": "0488b21e",
    "ypub": "049d7cb2",
    "zpub": "04b24746",
    "Ypub": "0295b43f",
    "Zpub": "02aa7ed3",
    "tpub": "043587cf",
    "upub": "044a5262",
    "vpub": "045f1cf6",
    "Ltub": "019da462",
    "Mtub": "01b26ef6",
}
_TEST = ("tpub", "upub", "vpub")
_EXAMPLES = (
    "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6QzvJsNBNF5QPBBBg1yVF2LKrcfGdJq86PeLWDMUCYatZPzQu8R",
    "ypub6QqdH2c5z7965qdFmUJxeajk39gR3mywuPXWvK6XLAwfmtVjbHXcckYc7cxWJn26mtCD8emk8gL38JwtaK5HRYWixjLm68AxUGeXwvkxrFF",
    "zpub6jftahH18ngZw8pNbq6arfqFD7przPySpW3jhhzQiBKYpzJxqwhBEpCk8pv6Jgg2BXK1t8NJbLgb1bZTJ1VJDnCKq53Bg2zSjziBLZ7HLSy",
    "Ypub6bjiQGLXZ4hTWQndi8mwUf5YkwigG8fYDfBBqaN4hwn5Q54eMguthsQXvKuysDF11MGC1Ems1tiYFUZesYEEa2dPoCTAVXdxMzvQXopCseg",
    "Zpub6vZyhw1ShkEwMhykYVZZgkB3vus8Ckf38mhQcyFx5x9xTAsscM5TKw4fwXsZs7tvQzNzkiNRUZ568mBDbEeFNGJzfY9b5STSdiz3vUBfnCr",
    "tpubD6NzVbkrYhZ4WLczPJWReQycCJdd6YVWXubbVUFnJ5KgU5MDQrD998ZJLT5hqNKRA9cJzkh4D7oXwCpwFUWWWkHR9zPeBk1hnWBJKNhyYsn",
    "upub57Wa4MvRPNyAgernS3ATpEMjMH6dHJ1xEwSdnjWyp9S9ZVEpaesN8Vv42o8AK9QR9Kiz8kPWJ2uqbAVdhXREEbnKVNZ4kUu1PNPxPaxKdQk",
    "vpub5SLqN2bLY4WeXx3uGPx62KTEXFF5Dv1TA3xra8QsC9p2cb43qK2vkZaC415kK44LYxqntDz4khGPUT7CRDqF2qTvMiFVLPiVf6TbnAy332f",
    "Ltub2SSUS19CirucUui5XbXLJMkTwyrXrwWb7ZDGxzwkKfQVTAKJzdrnpLNuTHWwyGmRxTUyyJZjX3csM7hSmWkiUEcYPXXoAu7Wh3METsN3p6f",
    "Mtub2mGjjfp7sYT6LCuCMxJxWSqy7wzyoZW62fjVkPqdhfnNWG8YFJ2MSQ33UVUXyBRMN6bninAHyhyREQK1VDAjGUJ9FsEDkovzxmQsrQu21wx",
)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    raw = text[start:end]
    data = _base58.decoded(raw)
    # 4 version, 1 depth, 4 parent, 4 number, 32 chain code, 33 key (BIP 32); the key of a public one begins 2 or 3.
    if data is None or len(data) != 78 or data[45] not in (2, 3):
        return
    value = raw.decode()
    if data[:4].hex() == _VERSIONS[value[:4]]:
        network = "test" if value[:4] in _TEST else "main"
        yield Hit(start, end, value, value[:4], details={"depth": data[4], **_base58.of_network(network)})


KINDS = (
    Kind(
        name="xpub",
        meaning="An extended public key of a Bitcoin or Litecoin wallet; all of its addresses can be computed from it.",
        source="BIP 32; SLIP 132 (version bytes)",
        patterns=(rf"\b(?:[xyzYZtuv]pub|[LM]tub){_base58.LETTER}{{107}}\b",),
        marks=("111",),
        read=_read,
        examples=tuple(Example(f"cle {key} watch-only", key, key[:4]) for key in _EXAMPLES),
        refused=(_EXAMPLES[0][:-1] + "S", "y" + _EXAMPLES[0][1:], _EXAMPLES[0][:-1]),
        subtypes=tuple(_VERSIONS),
    ),
)
