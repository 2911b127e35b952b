"""Pages that carry no content: login, challenge, captcha, error, meta refresh."""

from __future__ import annotations

from filature.demo.cast import FORUM, LANGUAGE, QUAI
from filature.demo.forms import hex_text
from filature.demo.html import Child, document, h
from filature.demo.page import Page, Visit
from filature.demo.words import stream
from filature.demo.world import NAMES

_TEXT = {
    "login": {"fr": "Connexion", "en": "Sign in"},
    "challenge": {"fr": "Vérification anti-DDoS", "en": "Anti-DDoS check"},
    "captcha": {"fr": "Recopiez les lettres", "en": "Type the letters"},
    "refresh": {"fr": "Redirection", "en": "Redirecting"},
    "error": {"fr": "Service indisponible", "en": "Service unavailable"},
}
_SAID = {
    "login": {
        "fr": "Votre session a expiré : identifiez-vous.",
        "en": "Your session has expired: please sign in.",
    },
    "challenge": {
        "fr": "Patientez, votre accès est vérifié.",
        "en": "Please wait while your access is checked.",
    },
    "captcha": {"fr": "Image de vérification (démonstration)", "en": "Verification picture (demonstration)"},
    "refresh": {"fr": "Vous allez être redirigé.", "en": "You will be redirected."},
    "error": {"fr": "Erreur 503 : le marché ne répond pas.", "en": "Error 503: the market does not answer."},
}
REFRESH_SECONDS = 5


def _login(visit: Visit, language: str) -> Child:
    name, password = ("Pseudo", "Mot de passe") if language == "fr" else ("User name", "Password")
    token = hex_text(stream(visit.world.seed, f"token {visit.site} {visit.moment}"), 32)
    return h(
        "form#login-form",
        h("label", name, for_="user"),
        h("input#user", type="text", name="user"),
        h("label", password, for_="pass"),
        h("input#pass", type="password", name="passwrd"),
        h("input", type="hidden", name="token", value=token),
        h("input", type="submit", value="OK"),
        method="post",
        action="/login",
    )


def _captcha(language: str) -> Child:
    return h(
        "form#captcha-form",
        h("img.captcha", src="/captcha.png", alt=_TEXT["captcha"][language]),
        h("input", type="text", name="captcha"),
        h("input", type="submit", value="OK"),
        method="post",
    )


def obstacle(visit: Visit, kind: str, path: str) -> Page:
    """A page without content that came in place of ``path``; `refresh` leads on to the front page."""
    language = LANGUAGE[visit.site]
    encoding = "cp1252" if visit.site == QUAI else "utf-8"
    head: list[Child] = [
        h("meta", charset="windows-1252" if encoding == "cp1252" else encoding),
        h("title", f"{_TEXT[kind][language]} - {NAMES[visit.site]}"),
    ]
    body: list[Child] = [h("h1", _TEXT[kind][language]), h(f"p.{kind}-message", _SAID[kind][language])]
    if kind == "refresh":
        head.append(
            h(
                "meta",
                http_equiv="refresh",
                content=f"{REFRESH_SECONDS}; url=/accueil"
                if visit.site == QUAI
                else f"{REFRESH_SECONDS}; url=/",
            )
        )
    if kind == "login":
        body.append(_login(visit, language))
    if kind == "captcha":
        body.append(_captcha(language))
    if kind == "challenge":
        body.append(h("div#challenge.spinner", "…"))
    status = (
        503 if kind in ("error", "challenge") else 403 if kind == "captcha" and visit.site == FORUM else 200
    )
    html = document(language, head, h(f"div.{kind}-page", body))
    return Page(visit.site, kind, path, html, session=False, encoding=encoding, status=status)
