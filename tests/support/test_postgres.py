"""A test gets a real PostgreSQL database of its own, and nothing of it stays."""

import psycopg
import pytest

from tests.support import postgres
from tests.support.processes import Unavailable


def test_a_database_is_empty_of_its_own_and_dropped(postgres_server: str) -> None:
    with postgres.database(postgres_server) as first, postgres.database(postgres_server) as second:
        assert first != second
        with psycopg.connect(_plain(first)) as connection:
            connection.execute("CREATE TABLE person (name text)")
            connection.commit()
        with psycopg.connect(_plain(second)) as connection:
            assert connection.execute("SELECT to_regclass('person')").fetchone() == (None,)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(_plain(first)).close()


def test_a_server_that_cannot_be_reached_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres.VARIABLE, "postgresql://nobody@127.0.0.1:1/none")
    with (
        pytest.raises(Unavailable, match=r"^The PostgreSQL of TEST_DATABASE_URL cannot be reached"),
        postgres.server(),
    ):
        pass


def test_a_url_keeps_its_query_when_its_database_changes() -> None:
    given = postgres.with_driver("postgres://me:pw@db.example.org:5433/main?sslmode=require")
    assert postgres.with_name(given, "other") == "postgresql+psycopg://me:pw@db.example.org:5433/other?sslmode=require"


def _plain(url: str) -> str:
    """Return the URL as libpq wants it."""
    return url.replace("+psycopg", "", 1)
