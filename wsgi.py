"""The WSGI entry: `flask --app wsgi COMMAND`, and `app` for a web server."""

from config import from_environment
from crm import create_app

app = create_app(from_environment())
