"""Where each captured page lies in the material, as an investigator's habits put it there."""

from __future__ import annotations

from filature.demo.cast import LARCH, QUAI
from filature.demo.page import address
from filature.demo.planted import PageTruth
from filature.demo.visits import Shot
from filature.demo.world import World

ZIPPED = 3
"""The week whose pages of the French market are kept in a zip."""

WARC = "captures/docks.warc.gz"
TABLE = "tables/demo_ponton.csv"
DUMP = "seized/demo_entrepot.sql.gz"
IN_ARCHIVE = "!"


def _mirror(host: str, shot: Shot) -> str:
    """Folders named by minute and host, files named as the page, without an extension; one week in a zip."""
    day = f"captures/{shot.moment:%Y-%m-%d_%H%M}"
    joint = f".zip{IN_ARCHIVE}" if shot.week == ZIPPED else "/"
    return f"{day}{joint}{host}{shot.page.path}"


def _saved(host: str, shot: Shot) -> str:
    """ "Save page as": the address in the name; only the file's time stamp says when."""
    return f"captures/larch/week {shot.week:02d}/http _{host}{shot.page.path.replace('/', '_')}.htm"


_PLACES = {QUAI: (_mirror, "path"), LARCH: (_saved, "file")}


def locate(world: World, shot: Shot) -> PageTruth:
    """What is true of a captured page, with the file that holds it."""
    page, host = shot.page, world.hosts[shot.page.site]
    place, source = _PLACES.get(page.site, (None, "record"))
    file = place(host, shot) if place else WARC
    path = address(page.path)
    return PageTruth(
        file=file,
        url=f"http://{host}{path}",
        site=page.site,
        kind=page.kind,
        path=path,
        captured_at=shot.moment,
        time_source=source,
        session=page.session,
        rows=page.rows,
        links=tuple((kind, address(target)) for kind, target in page.links),
        payload=page.payload,
        status=page.status,
    )
