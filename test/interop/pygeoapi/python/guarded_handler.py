"""pygeoapi as a Lambda function that refuses who comes around its authorizer, as docs/backends.md shows it."""

from mangum import Mangum
from ogc_api_authorizer.asgi import OnlyThroughAuthorizer
from pygeoapi.starlette_app import APP

guarded = OnlyThroughAuthorizer(APP, authorizer="pygeoapi", key_parameter="apikey")
handler = Mangum(guarded, lifespan="off")
