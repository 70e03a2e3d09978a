"""pygeoapi as a Lambda function: what a user deploys behind the authorizer."""

from mangum import Mangum
from pygeoapi.starlette_app import APP

handler = Mangum(APP, lifespan="off")
