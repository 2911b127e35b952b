"""Pages of no known site: those without content are told from the others."""

from __future__ import annotations

import pytest

from tests.reading.reads import read

WORDS = "<p>" + "words and more words " * 400 + "</p>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<form><input name=u><input type=password name=p></form>", "login"),
        ("<form><input type=password></form>" + WORDS, "unrecognised"),
        ('<form><img src="/captcha.php?1"><input name=captcha_code></form>', "captcha"),
        ('<form><img src="/captcha.php"><input type=password></form>', "login"),
        ('<meta http-equiv="refresh" content="0; url=/x"><p>Wait', "refresh"),
        ('<meta http-equiv="refresh" content="600">' + WORDS, "unrecognised"),
        ("<title>DDoS protection</title>Please wait", "challenge"),
        ("<title>Just a moment...</title>Checking", "challenge"),
        ("<title>404 Not Found</title><h1>Not Found</h1>nginx", "error"),
        ("<title>502 Bad Gateway</title>", "error"),
        ("<title>Problem loading page</title>" + WORDS, "error"),
        ("<title>My 404 days</title>" + WORDS, "unrecognised"),
        ("<title>A shop</title>" + WORDS, "unrecognised"),
    ],
)  # fmt: skip
def test_kind(html: str, kind: str) -> None:
    page = read(f"<html>{html}").page
    assert page["kind"] == kind
    assert page["content"] is (kind == "unrecognised")
    assert page["site"] is None
