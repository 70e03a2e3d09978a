"""pygeoapi as a Lambda function that refuses who comes around its authorizer, as docs/backends.md shows it."""

from mangum import Mangum
from ogc_api_authorizer.asgi import OnlyThroughAuthorizer
from pygeoapi.starlette_app import APP

handler = Mangum(OnlyThroughAuthorizer(APP, authorizer="pygeoapi"), lifespan="off")
