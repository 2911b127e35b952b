"""The commands in French, word for word; and what must be the same in every language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filature.i18n import ngettext, number, speaking
from tests.cli.conftest import Filature

NBSP, THIN = "\u00a0", "\u202f"
CHOICES = "'table', 'csv', 'json', 'parquet'"


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of this test speak French."""
    monkeypatch.setenv("FILATURE_LANG", "fr")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.replace("┃", "│").split("│")]


@pytest.mark.usefixtures("french")
def test_a_case_from_new_to_status(tmp_path: Path, filature: Filature) -> None:
    case, material = tmp_path / "dossier", tmp_path / "lot"
    material.mkdir()
    (material / "a.html").write_text("<html><p>texte</p></html>", "utf-8")
    (material / "ailleurs").symlink_to("/nowhere")
    made = filature("new", case, "--name", "Essai", "--basis", "aucune")
    assert made.out == f"Dossier {case} créé. Ajoutez-y du matériel avec{NBSP}: filature add {case} CHEMIN…\n"
    first, title, headings, _, refused = filature("add", case, material).out.splitlines()
    intake = first.split()[2]
    assert first == f"Lot reçu {intake}{NBSP}: 1 capture scellée numériquement et inscrite au journal."
    assert title.strip() == "Non reçu, ou reçu avec une remarque"
    assert _cells(headings) == ["élément", "motif", "sens", "détail", "emplacement"]
    assert _cells(refused) == [
        "lot/ailleurs", "link_outside", f"Le lien mène hors du répertoire{NBSP}; il n’a pas été suivi.",
        "a link that leaves the folder, to /nowhere: not followed", "",
    ]  # fmt: skip
    built = filature("build", case).out.splitlines()
    assert built[0].strip() == "Étapes exécutées"
    assert _cells(built[1]) == ["étape", "sur", "lignes reçues", "lignes retenues", "rejetées"]
    assert built[-1] == f"0 étape sur 9 était à jour. Voir{NBSP}: filature status {case}"
    assert filature("build", case).out == f"Tout est à jour{NBSP}: aucune étape à exécuter.\n"
    again = filature("add", case, material).out.splitlines()
    assert again[0] == (
        f"Rien de nouveau{NBSP}: le dossier contient déjà le tout (1 élément, même nom et mêmes octets)."
    )
    status = filature("status", case).out.splitlines()
    assert status[0] == f"Essai ({case}) — aucune"
    titles = [line.strip() for line in status if line[:1].isupper()]
    assert titles[1:] == [
        "Lots reçus", "Natures de pages", "Pages non reconnues, par hôte ou par répertoire", "Rejets et remarques",
        "Lignes dans les tables",
    ]  # fmt: skip
    assert ["(non reconnue)", "unrecognised", "1"] in map(_cells, status)


@pytest.mark.usefixtures("french")
def test_the_reference_of_tables(filature: Filature) -> None:
    lines = filature("tables", "role").out.splitlines()
    assert (
        lines[0]
        == f"role{NBSP}: Rôles que la base donne aux comptes{NBSP}; une ligne par compte et par rôle."
    )
    assert _cells(lines[1]) == ["colonne", "type", "sens"]
    assert _cells(lines[3]) == ["capture_id", "texte", "Capture sur laquelle la ligne repose."]
    assert filature("tables", "rien").err.startswith(
        f"Il n’y a pas de table rien. Tables{NBSP}: intake, capture, "
    )


@pytest.mark.usefixtures("french")
def test_bad_input_says_what_and_what_to_do(built: Path, filature: Filature) -> None:
    missing = filature("add", built, "/nowhere")
    assert missing.err == f"/nowhere n’existe pas. Vérifiez le chemin{NBSP}; - désigne l’entrée standard.\n"
    assert filature("show", built, "alba").err == (
        "alba n’est pas un identifiant. Les identifiants commencent par cap_, acc_, off_, ord_ ou int_.\n"
    )
    assert filature("show", built, "off_aaaa").err == (
        "Le dossier ne contient rien sous l’identifiant off_aaaa (annonce). "
        "Lancez `filature build` si du matériel a été ajouté depuis.\n"
    )
    folder = built.parent
    assert filature("status", folder).err == (
        f"{folder} n’est pas un dossier{NBSP}: il n’a pas de case.toml. Créez-en un avec `filature new`.\n"
    )
    again = filature("new", built, "--name", "x", "--basis", "y")
    assert (
        again.err
        == f"{built} existe déjà et n’est pas vide. Choisissez un autre répertoire pour le nouveau dossier.\n"
    )
    sites = built / "inputs" / "sites"
    sites.mkdir(parents=True)
    (sites / "a.yaml").write_text(
        "id: a\nname: A\nfamily: market\nrecognise: {}\nkinds: []\ncolour: blue\n", "utf-8"
    )
    shutil.rmtree(built / "tables")
    wrong = filature("build", built)  # said in a worker's own process
    assert (wrong.code, "inputs/sites/a.yaml.colour" in wrong.err) == (1, True)
    assert f"{NBSP}: cette clé n’est pas connue ici. Clés connues{NBSP}: " in wrong.err


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new", "x"), "L’option '--name' manque."),
        (("status",), "L’argument 'CASE' manque."),
        (("build", "x", "--threads", "99"), "L’option '--threads' ne peut dépasser 64."),
        (("build", "x", "--threads", "0"), "L’option '--threads' doit être d’au moins 1."),
        (("build", "x", "--threads", "x"), "L’option '--threads' demande un nombre entier."),
        (("build", "x", "--nothing"), "L’option --nothing n’existe pas."),
        (("build", "x", "--thread"), f"L’option --thread n’existe pas (possibles{NBSP}: --threads)."),
        (("build", "x", "y"), f"Trop d’arguments{NBSP}: y."),
        (("new", "x", "--name"), "L’option '--name' demande une valeur."),
        (("build", "x", "--json=1"), "L’option '--json' n’admet pas de valeur."),
        (
            ("query", "x", "y", "--format", "z"),
            f"Option '--format'{NBSP}: 'z' ne figure pas parmi {CHOICES}.",
        ),
        (("ad",), f"La commande 'ad' n’existe pas. Vouliez-vous dire 'add'{NBSP}?"),
        (("--version=1",), "L’option '--version' n’admet pas de valeur."),
    ],
)
def test_misuse_in_words(filature: Filature, arguments: tuple[str, ...], words: str) -> None:
    ran = filature(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == f"Erreur{NBSP}: {words}"


@pytest.mark.usefixtures("french")
def test_help(filature: Filature) -> None:
    assert filature("new", "--help").out.splitlines() == [
        f"Usage{NBSP}: python -m filature new [OPTIONS] {{DOSSIER}}",
        "",
        "  Créer le répertoire d’un nouveau dossier.",
        "",
        f"Arguments{NBSP}:",
        "  DOSSIER <path>  Répertoire du dossier.  [obligatoire]",
        "",
        f"Options{NBSP}:",
        "  --name <str>       Intitulé du dossier.  [obligatoire]",
        f"  --basis <str>      Base légale, dans vos termes{NBSP}: le texte, l’autorité, la",
        "                     date.  [obligatoire]",
        "  --reference <str>  Référence de la procédure.",
        "  --retention <str>  Jusqu’à quand le matériel peut être conservé, et",
        "                     pourquoi.",
        "  --json             Répondre par un seul document JSON.",
        "  --help             Afficher cette aide et quitter.",
    ]
    whole = filature()
    assert (whole.code, f"Commandes{NBSP}:" in whole.err) == (2, True)


def test_who_chooses_the_language(monkeypatch: pytest.MonkeyPatch, filature: Filature) -> None:
    """`--lang` goes before FILATURE_LANG, that before LC_ALL, LC_MESSAGES, LANG; another language is English."""

    def speaks() -> str:
        return filature("tables", "rien").err[:9]

    assert filature("--lang", "fr", "tables", "rien").err.startswith("Il n’y a ")
    monkeypatch.setenv("LC_MESSAGES", "fr_FR.UTF-8")
    monkeypatch.setenv("LC_ALL", "")
    assert speaks() == "There is "  # the fixture says FILATURE_LANG=en
    monkeypatch.setenv("FILATURE_LANG", "")
    assert speaks() == "Il n’y a "
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert speaks() == "There is "
    monkeypatch.setenv("FILATURE_LANG", "FR")
    assert speaks() == "Il n’y a "
    assert filature("--lang", "en", "tables", "rien").err.startswith("There is ")


def test_json_is_the_same_in_every_language(built: Path, filature: Filature) -> None:
    capture = filature("query", built, "select min(capture_id) as c from capture", "--json").document[0]["c"]
    (built.parent / "2031-02-03" / "away").symlink_to("/nowhere")
    filature("add", built, built.parent / "2031-02-03")
    filature("build", built)
    commands = (
        ("status", built), ("build", built), ("tables",), ("show", built, capture), ("add", built, built.parent / "2031-02-03"),
        ("add", built, "/nowhere"), ("show", built, "x"),
    )  # fmt: skip
    for command in commands:
        english, french = (filature("--lang", code, *command, "--json") for code in ("en", "fr"))
        assert (french.code, french.out) == (english.code, english.out)
        assert (french.err == english.err) is not bool(english.err)


def test_tables_are_the_same_bytes_in_every_language(built: Path, filature: Filature) -> None:
    (built.parent / "empty.html").touch()
    (built.parent / "deep.html").write_text("<div>" * 6000, "utf-8")
    made = {}
    for code in ("en", "fr"):
        filature("--lang", code, "add", built, built.parent / "empty.html", built.parent / "deep.html")
        assert filature("--lang", code, "build", built).code == 0
        files = sorted(p for p in (built / "tables").rglob("*") if p.is_file())
        made[code] = {p.relative_to(built): p.read_bytes() for p in files}
        shutil.rmtree(built / "tables")
    assert any(p.parent.name == "rejection" for p in made["en"])
    assert made["fr"] == made["en"]


def test_numbers_and_counts_as_each_language_writes_them() -> None:
    shown = {}
    for code in ("en", "fr"):
        with speaking(code):
            shown[code] = (
                number(1234567), number(1234.5, 2), number(-1000), [ngettext("{count} row", "{count} rows", n) for n in (0, 1, 2000)],
            )  # fmt: skip
    assert shown["en"] == ("1,234,567", "1,234.50", "-1,000", ["0 rows", "1 row", "2,000 rows"])
    assert shown["fr"] == (
        f"1{THIN}234{THIN}567", f"1{THIN}234,50", f"-1{THIN}000", ["0 ligne", "1 ligne", f"2{THIN}000 lignes"],
    )  # fmt: skip
