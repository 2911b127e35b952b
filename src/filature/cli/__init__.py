"""The command line: one face of the case, with no logic of its own."""

from __future__ import annotations

import os
import sys

from typer._click.exceptions import ClickException

from filature.cli.app import app
from filature.cli.output import report_error
from filature.cli.usage import words
from filature.errors import FilatureError
from filature.i18n import _, language, speak

__all__ = ["main"]
_INTERRUPTED = 130


def main() -> None:
    """Run the command; errors for people become one message and an exit code, never a traceback."""
    speak(language())
    try:
        code = app(standalone_mode=False) or 0
    except FilatureError as error:
        report_error(error)
        code = error.exit_code
    except ClickException as error:
        sys.stderr.write(words(error) + "\n")
        code = error.exit_code
    except BrokenPipeError:
        # the reader of our output went away (`| head`): nothing to tell, and nowhere to tell it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    if code == _INTERRUPTED:
        sys.stderr.write(_("Stopped. What was acknowledged is kept; run the command again to go on.") + "\n")
        code = 1
    sys.exit(code)
