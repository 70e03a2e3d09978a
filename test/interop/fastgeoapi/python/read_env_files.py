"""Reads .env files, a JSON list of texts from standard input, as python-dotenv and fastgeoapi's own settings do."""

import json
import logging
import os
import sys
import tempfile

needed = ("FASTGEOAPI_CONTEXT", "PYGEOAPI_BASEURL", "PYGEOAPI_CONFIG", "PYGEOAPI_OPENAPI")
os.environ.update({"ENV_STATE": "dev", "HOST": "localhost", "PORT": "0"}, **{f"DEV_{name}": "-" for name in needed})

from app.config.app import DevConfig  # noqa: E402
from dotenv import dotenv_values  # noqa: E402
from pydantic import ValidationError  # noqa: E402

# What the environment holds would stand before the file.
del os.environ["DEV_FASTGEOAPI_CONTEXT"]
logging.disable(logging.CRITICAL)


def settings_of(file):
    """fastgeoapi's settings; None where it does not start with them."""
    try:
        return DevConfig(_env_file=file).model_dump(
            include={
                "API_KEY_ENABLED",
                "JWKS_ENABLED",
                "PYGEOAPI_KEY_GLOBAL",
                "OAUTH2_EXPECTED_AUDIENCE",
                "FASTGEOAPI_CONTEXT",
            }
        )
    except ValidationError:
        return None


def read(text):
    with tempfile.NamedTemporaryFile("wb", suffix=".env") as file:
        file.write(text.encode())
        file.flush()
        return {"variables": dotenv_values(file.name), "settings": settings_of(file.name)}


print(json.dumps([read(text) for text in json.load(sys.stdin)]))
