"""Drawing the values of generated pages: invented titles, names, texts, prices; never a word of a real page."""

from __future__ import annotations

import base64
import html
import random
from datetime import date, timedelta

from filature.demo.words import words

_POOL = 4_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MARKS = ("", "", "", " &amp; ", " &spades; ", "! ", " - ", " ... ", " +++ ", " (~) ")
_FORMATS = {"iso": "%Y-%m-%d", "long": "%B %d, %Y", "european": "%d/%m/%Y", "clock": "%b %d, %Y %H:%M"}
_FIRST = date(2016, 1, 1)
_DEALS = (
    "0~5",
    "5~10",
    "10~15",
    "15~25",
    "25~40",
    "40~55",
    "55~70",
    "70~100",
    "100~150",
    "150~200",
    "200~300",
    "300~500",
    "500+",
)


class Draw:
    """A seeded source of values; each method ``a_…`` gives HTML text for the slot of that name."""

    def __init__(self, seed: int) -> None:
        rng = self._rng = random.Random(f"filature benchmark {seed}")
        self.random = rng.random
        vocabulary = words()
        texts = [t for language in vocabulary["sentences"].values() for t in language]
        plain = [html.escape(w, quote=False) for t in texts for w in t.split()]
        self._lines = sorted((self._make_line(plain) for _ in range(_POOL)), key=len)
        self._starts = {len(text): place for place, text in reversed(list(enumerate(self._lines)))}
        goods: list[str] = [g[language] for g in vocabulary["goods"] for language in ("fr", "en")]
        self._titles = [
            f"{rng.choice(goods)} {self._make_line(plain)[:24].rsplit('&')[0]}" for _ in range(_POOL)
        ]
        self._countries: list[str] = [c["en"] for c in (*vocabulary["countries"], *vocabulary["regions"])]
        self._categories = sorted({w.strip(".,:") for w in plain if len(w) > 4})
        self._codes = ["".join(rng.choices(_LETTERS[:26], k=3)) for _ in range(200)]
        self._animals: list[str] = [
            a["en"] + c["en"] for a in vocabulary["animals"] for c in vocabulary["colours"]
        ]

    def _make_line(self, plain: list[str]) -> str:
        count = self._rng.randrange(1, 33)
        chosen = self._rng.choices(plain, k=count)
        chosen.insert(self._rng.randrange(count), self._rng.choice(_MARKS).strip() or "-")
        return " ".join(chosen)

    def spread(self, low: int, middle: int, high: int) -> int:
        """A count between ``low`` and ``high`` with this median and a long tail above it."""
        place = self.random()
        if place < 0.5:
            return low + int(2 * place * (middle - low) + 0.5)
        return middle + int((2 * place - 1) ** 4 * (high - middle) + 0.5)

    def a_int(self, low: int, high: int) -> str:
        """A whole number."""
        return str(low + int(self.random() * (high - low + 1)))

    def a_btc(self) -> str:
        """An amount of bitcoin, eight decimals."""
        return f"{10 ** (4 * self.random() - 3):.8f}"

    def a_deals(self) -> str:
        """How many deals an account had, as one of the ranges that a market shows instead."""
        return _DEALS[int(self.random() * len(_DEALS))]

    def a_id(self, length: int) -> str:
        """Letters and digits."""
        return base64.b64encode(self._rng.randbytes(length), b"Zz").decode("ascii")[:length]

    def a_hex(self, length: int) -> str:
        """Hexadecimal digits."""
        return f"{self._rng.getrandbits(4 * length):0{length}x}"

    def a_onion(self) -> str:
        """An onion host of the old length; nobody's."""
        return base64.b32encode(self._rng.randbytes(10)).decode("ascii").lower() + ".onion"

    def a_code(self) -> str:
        """Three capitals."""
        return self._codes[int(self.random() * len(self._codes))]

    def a_title(self) -> str:
        """A title, different almost each time."""
        return f"{self._titles[int(self.random() * _POOL)]} {int(self.random() * 99_999)}"

    def a_handle(self) -> str:
        """A name of an account."""
        return f"{self._animals[int(self.random() * len(self._animals))]}{int(self.random() * 99_999)}"

    def a_mask(self) -> str:
        """A name with its middle hidden."""
        return f"{_LETTERS[int(self.random() * 52)]}***{_LETTERS[int(self.random() * 52)]}"

    def a_country(self) -> str:
        """A country or region."""
        return self._countries[int(self.random() * len(self._countries))]

    def a_category(self) -> str:
        """A word as a category, menu entry or heading."""
        return self._categories[int(self.random() * len(self._categories))]

    def a_date(self, form: str) -> str:
        """A date in one of the forms that the markets print."""
        return (_FIRST + timedelta(days=int(self.random() * 1_400))).strftime(_FORMATS[form])

    def a_line(self, low: int, middle: int, high: int) -> str:
        """One line of about this many characters."""
        wanted = self.spread(low, middle, high)
        while wanted not in self._starts and wanted < len(self._lines[-1]):
            wanted += 1
        place = self._starts.get(wanted, _POOL - 1)
        text = self._lines[min(_POOL - 1, place + int(self.random() * 20))]
        return f"{text.rpartition(' ')[0]} {self.a_category()}" if len(text) > 20 else text

    def _paragraphs(self, joint: str, low: int, middle: int, high: int) -> str:
        wanted, out = self.spread(low, middle, high), []
        while wanted > 0:
            text = self._lines[int(self.random() * _POOL)]
            out.append(text)
            wanted -= len(text) + len(joint)
        return joint.join(out)

    def a_para(self, low: int, middle: int, high: int) -> str:
        """Lines parted by newlines, about this many characters."""
        return self._paragraphs("\n", low, middle, high)

    def a_breaks(self, low: int, middle: int, high: int) -> str:
        """Lines parted by line break elements."""
        return self._paragraphs("<br/>", low, middle, high)

    def a_armour(self, joint: str = "\n") -> str:
        """Something with the look of an armoured key (no key): lines parted by newlines, or by ``br`` elements."""
        lines = ["-----BEGIN PGP PUBLIC KEY BLOCK-----", ""]
        body = base64.b64encode(self._rng.randbytes(48 * (20 + int(self.random() * 20)))).decode("ascii")
        lines += [body[n : n + 64] for n in range(0, len(body), 64)]
        return ("<br/>" if joint == "br" else joint).join([*lines, "-----END PGP PUBLIC KEY BLOCK-----"])
