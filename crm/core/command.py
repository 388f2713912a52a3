"""What every command shares: one sentence and a non-zero exit for an error, everything committed together."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from crm.core.database import unit_of_work
from crm.core.errors import DomainError

Command = TypeVar("Command", bound=Callable[..., Any])


def fail(text: str) -> None:
    """Print one sentence to standard error and end with status 1."""
    click.echo(text, err=True)
    sys.exit(1)


def command(function: Command) -> Command:
    """Commit what the command changed together; turn refusals and an unreachable database into one sentence."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            with unit_of_work():
                return function(*args, **kwargs)
        except DomainError as error:
            fail(str(error))
        except OperationalError as error:
            fail(f"The database cannot be reached: {str(error.orig).splitlines()[0]}")
        except ProgrammingError:
            fail("The database has no tables yet. Make them with: flask --app wsgi upgrade")

    return cast("Command", run)
