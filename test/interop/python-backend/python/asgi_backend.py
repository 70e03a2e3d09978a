"""A Starlette application as a Lambda function by Mangum; it tells who asks, and by which headers."""

from dataclasses import asdict

from mangum import Mangum
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ogc_api_authorizer.asgi import PRINCIPAL, OnlyThroughAuthorizer


async def who_asks(request: Request) -> JSONResponse:
    """The principal, the path and the headers as the application sees them."""
    principal = asdict(request.scope[PRINCIPAL])
    return JSONResponse(
        {"principal": principal, "path": request.url.path, "headers": dict(request.headers)}
    )


APP = Starlette(routes=[Route("/{path:path}", who_asks, methods=["GET", "POST"])])

handler = Mangum(OnlyThroughAuthorizer(APP, authorizer="guarded"), lifespan="off")
