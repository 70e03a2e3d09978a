"""fastgeoapi as a Lambda function that refuses who comes around its authorizer, as docs/backends.md shows it."""

from app.main import app
from mangum import Mangum
from ogc_api_authorizer.asgi import OnlyThroughAuthorizer

handler = Mangum(OnlyThroughAuthorizer(app, authorizer="fastgeoapi", key_parameter="apikey"))
