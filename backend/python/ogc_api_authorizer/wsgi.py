"""For WSGI applications under apig-wsgi: only what our authorizer allowed reaches the application."""

from typing import Any, Callable, Dict, Iterable

from .principal import NotAuthorized, Principal, checked_name, principal_of
from .refusal import refusal

Environ = Dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

#: The member of the environ that holds the ``Principal``. No client can set it: headers become ``HTTP_…``.
PRINCIPAL = "ogc_api_authorizer.principal"

#: Where apig-wsgi puts the Lambda event.
_EVENT = "apig_wsgi.full_event"


class OnlyThroughAuthorizer:
    """
    Wraps a WSGI application: 403 unless the Lambda event shows an allow of our authorizer.

    :param app: the application
    :param authorizer: the setting ``name`` of the deployment that protects it
    :raises ValueError: for a name that is not a non-empty string
    """

    def __init__(self, app: Application, authorizer: str) -> None:
        self.app = app
        self.authorizer = checked_name(authorizer)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Hands an allowed request on with its principal, and answers every other one."""
        event = environ.get(_EVENT)
        try:
            principal: Principal = principal_of(event, self.authorizer)
        except NotAuthorized as refused:
            _, headers, body = refusal(event, refused)
            start_response("403 Forbidden", headers)
            return [body]
        return self.app({**environ, PRINCIPAL: principal}, start_response)
