"""pygeoapi as a Lambda function behind API Gateway; docs/deployment.md says how it is deployed."""

import os
import tempfile
from pathlib import Path

from mangum import Mangum
from pygeoapi.openapi import generate_openapi_document

configuration = Path(os.environ["LAMBDA_TASK_ROOT"], "pygeoapi-config.yml")
definition = Path(tempfile.gettempdir(), "pygeoapi-openapi.yml")
os.environ["PYGEOAPI_CONFIG"] = str(configuration)
os.environ["PYGEOAPI_OPENAPI"] = str(definition)

# Written when the function starts (0.3 s), because it holds the API's address, which only the deployment knows.
definition.write_text(generate_openapi_document(configuration, "yaml"), encoding="utf-8")

from pygeoapi.starlette_app import APP  # noqa: E402 - reads both files when it is imported

handler = Mangum(APP, lifespan="off")
