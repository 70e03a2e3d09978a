"""pygeoapi as a Lambda function that is not shown the key, as docs/backends.md shows it."""

from mangum import Mangum
from ogc_api_authorizer.asgi import OnlyThroughAuthorizer
from pygeoapi.starlette_app import APP

from recording import recording

guarded = OnlyThroughAuthorizer(recording(APP), authorizer="qgis", key_parameter="apikey")
handler = Mangum(guarded, lifespan="off")
