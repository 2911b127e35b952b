"""The command line: one face of the case, with no logic of its own."""

from __future__ import annotations

import os
import sys

from filature.cli.app import app
from filature.cli.output import report_error
from filature.errors import FilatureError
from filature.i18n import _

__all__ = ["main"]


def main() -> None:
    """Run the command; errors for people become one message and an exit code, never a traceback."""
    try:
        app()
    except FilatureError as error:
        report_error(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write(_("Stopped. What was acknowledged is kept; run the command again to go on.") + "\n")
        sys.exit(1)
    except BrokenPipeError:
        # the reader of our output went away (`| head`): nothing to tell, and nowhere to tell it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
