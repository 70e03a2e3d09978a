"""A Starlette application as a Lambda function by Mangum; it tells who asks, and all that it sees of the request."""

from dataclasses import asdict

from mangum import Mangum
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ogc_api_authorizer.asgi import PRINCIPAL, OnlyThroughAuthorizer


async def who_asks(request: Request) -> JSONResponse:
    """The principal, the parts of the request and the Lambda event as the application sees them."""
    return JSONResponse(
        {
            "principal": asdict(request.scope[PRINCIPAL]),
            "path": request.url.path,
            "query": request.url.query,
            "parameters": request.query_params.multi_items(),
            "headers": dict(request.headers),
            "event": request.scope["aws.event"],
        }
    )


APP = Starlette(routes=[Route("/{path:path}", who_asks, methods=["GET", "POST"])])

guarded = OnlyThroughAuthorizer(APP, authorizer="guarded", key_parameter="apikey")
handler = Mangum(guarded, lifespan="off")
