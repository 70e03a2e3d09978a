"""pygeoapi as a Lambda function that is shown the key that came by the query."""

from mangum import Mangum
from pygeoapi.starlette_app import APP

from recording import recording

handler = Mangum(recording(APP), lifespan="off")
