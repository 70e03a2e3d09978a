"""For ASGI applications under Mangum: only what our authorizer allowed reaches the application."""

from typing import Any, Awaitable, Callable, Dict, Optional

from .key_parameter import KeyParameter
from .principal import NotAuthorized, Principal, checked_name, principal_of
from .refusal import refusal

Scope = Dict[str, Any]
Receive = Callable[[], Awaitable[Dict[str, Any]]]
Send = Callable[[Dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The member of an ASGI scope that holds the ``Principal``. No client can set it: headers are in ``scope["headers"]``.
PRINCIPAL = "ogc_api_authorizer.principal"

#: Where Mangum puts the Lambda event.
_EVENT = "aws.event"


class OnlyThroughAuthorizer:
    """
    Wraps an ASGI application: 403 unless the Lambda event shows an allow of our authorizer.

    :param app: the application
    :param authorizer: the setting ``name`` of the deployment that protects it
    :param key_parameter: the setting ``apiKeys.queryParameter``, which the application is then not shown
    :raises ValueError: for an ``authorizer`` or a ``key_parameter`` that those settings could not have
    """

    def __init__(self, app: Application, authorizer: str, key_parameter: Optional[str] = None) -> None:
        self.app = app
        self.authorizer = checked_name(authorizer)
        self.key_parameter = None if key_parameter is None else KeyParameter(key_parameter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands an allowed request on with its principal, and answers every other one."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            raise ValueError("only HTTP requests come through a REST API")
        event = scope.get(_EVENT)
        try:
            principal: Principal = principal_of(event, self.authorizer)
        except NotAuthorized as refused:
            status, headers, body = refusal(event, refused)
            encoded = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers]
            await send({"type": "http.response.start", "status": status, "headers": encoded})
            await send({"type": "http.response.body", "body": body})
            return
        await self.app({**scope, **self._without_key(scope), PRINCIPAL: principal}, receive, send)

    def _without_key(self, scope: Scope) -> Scope:
        """What the application is shown instead of members that hold the key's parameter."""
        if self.key_parameter is None:
            return {}
        return {
            "query_string": self.key_parameter.out_of_query(scope.get("query_string", b"")),
            "headers": self.key_parameter.out_of_headers(scope.get("headers", [])),
            _EVENT: self.key_parameter.out_of_event(scope[_EVENT]),
        }
