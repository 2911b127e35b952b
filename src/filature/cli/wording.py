"""Names and codes of a document in words: headings of its columns, meanings of its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filature.i18n import Message, _, language
from filature.reasons import REASONS, UNREADABLE

_HEADERS: dict[str, Message] = {
    "account_id": Message("account"),
    "added": Message("added"),
    "already_here": Message("already here"),
    "by": Message("by"),
    "capture": Message("capture"),
    "capture_id": Message("capture"),
    "captured_at": Message("captured at"),
    "captures": Message("captures"),
    "cases": Message("cases"),
    "check": Message("check"),
    "context": Message("context"),
    "detail": Message("detail"),
    "digest_check": Message("digest check"),
    "ended_at": Message("ended at"),
    "example": Message("example"),
    "intake": Message("intake"),
    "journal_hash": Message("journal hash"),
    "journal_line": Message("journal line"),
    "kind": Message("kind"),
    "length": Message("length"),
    "linked_not_seen": Message("linked, not seen"),
    "login_lost": Message("login lost"),
    "meaning": Message("meaning"),
    "offset": Message("offset"),
    "on": Message("on"),
    "pages": Message("pages"),
    "place": Message("place"),
    "reason": Message("reason"),
    "refused": Message("refused"),
    "rejected": Message("rejected"),
    "rows": Message("rows"),
    "rows_in": Message("rows in"),
    "rows_lost": Message("rows lost"),
    "rows_out": Message("rows out"),
    "seen_at": Message("seen at"),
    "site": Message("site"),
    "stage": Message("stage"),
    "started_at": Message("started at"),
    "table": Message("table"),
    "time_source": Message("time from"),
    "value": Message("value"),
    "visit": Message("visit"),
    "what": Message("what"),
    "where": Message("where"),
}
_WORDS = {"(unrecognised)": Message("(unrecognised)")}


def header(key: str) -> str:
    """The heading of a column that holds ``key`` of a document; the key itself when it is a name (`uri`, `sha256`)."""
    return _(_HEADERS[key]) if key in _HEADERS else key


def wording(value: str) -> str:
    """``value`` in words when it is not captured but the program's own; else as it is."""
    return _(_WORDS[value]) if value in _WORDS else value


def with_meanings(rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """``rows`` with what their ``reason`` means behind it, in a language other than the one in which details are kept."""
    if language() == "en":
        return [dict(row) for row in rows]
    return [{k: v for key, value in row.items() for k, v in _explained(key, value).items()} for row in rows]


def _explained(key: str, value: object) -> dict[str, object]:
    return {key: value, "meaning": meaning(str(value))} if key == "reason" else {key: value}


def meaning(reason: str) -> str:
    """What the code ``reason`` says, in the language of the person; empty for a code that is not known."""
    if reason.startswith("unreadable_"):
        return _(UNREADABLE)
    return _(REASONS.get(reason, ""))
