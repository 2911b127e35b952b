"""A database as text, in the form in which mariadb-dump writes it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from filature.demo.seized import Value, relations, schema
from filature.demo.world import World

DATABASE = "demo_entrepot"
PER_INSERT = 50
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\x00": "\\0"})
_HEAD = f"""\
-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: {DATABASE}
-- ------------------------------------------------------
-- Server version\t10.11.6-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
"""
_FOOT = """
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;

-- Dump completed on 2024-03-20 10:00:00
"""


def literal(value: Value) -> str:
    """A value as the dump writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, datetime):
        return f"'{value:%Y-%m-%d %H:%M:%S}'"
    if isinstance(value, int | Decimal):
        return str(value)
    return f"'{value.translate(_ESCAPES)}'"


def _definition(name: str) -> str:
    columns = schema()[name]
    lines = [f"  `{column}` {kind}" for column, kind in columns.items()]
    lines.append(f"  PRIMARY KEY (`{next(iter(columns))}`)")
    body = ",\n".join(lines)
    return f"""
--
-- Table structure for table `{name}`
--

DROP TABLE IF EXISTS `{name}`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `{name}` (
{body}
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
"""


def _inserts(name: str, rows: list[tuple[Value, ...]]) -> str:
    parts = []
    for start in range(0, len(rows), PER_INSERT):
        values = [f"({','.join(map(literal, row))})" for row in rows[start : start + PER_INSERT]]
        parts.append(f"INSERT INTO `{name}` VALUES\n" + ",\n".join(values) + ";\n")
    return f"""
--
-- Dumping data for table `{name}`
--

LOCK TABLES `{name}` WRITE;
/*!40000 ALTER TABLE `{name}` DISABLE KEYS */;
{"".join(parts)}/*!40000 ALTER TABLE `{name}` ENABLE KEYS */;
UNLOCK TABLES;
"""


def dump(world: World) -> str:
    """The whole dump of the shop's database."""
    tables = (f"{_definition(name)}{_inserts(name, rows)}" for name, rows in relations(world).items())
    return _HEAD + "".join(tables) + _FOOT
