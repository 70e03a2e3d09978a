"""For WSGI applications under apig-wsgi: only what our authorizer allowed reaches the application."""

from typing import Any, Callable, Dict, Iterable, Optional

from .key_parameter import KeyParameter
from .principal import NotAuthorized, Principal, checked_name, principal_of
from .refusal import refusal

Environ = Dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

#: The member of the environ that holds the ``Principal``. No client can set it: headers become ``HTTP_…``.
PRINCIPAL = "ogc_api_authorizer.principal"

#: Where apig-wsgi puts the Lambda event.
_EVENT = "apig_wsgi.full_event"

#: Where servers put addresses: the first two by gunicorn, uWSGI and others beside what PEP 3333 asks for.
_ADDRESSES = ("RAW_URI", "REQUEST_URI", "HTTP_REFERER")


class OnlyThroughAuthorizer:
    """
    Wraps a WSGI application: 403 unless the Lambda event shows an allow of our authorizer.

    :param app: the application
    :param authorizer: the setting ``name`` of the deployment that protects it
    :param key_parameter: the setting ``apiKeys.queryParameter``, which the application is then not shown
    :raises ValueError: for an ``authorizer`` or a ``key_parameter`` that those settings could not have
    """

    def __init__(self, app: Application, authorizer: str, key_parameter: Optional[str] = None) -> None:
        self.app = app
        self.authorizer = checked_name(authorizer)
        self.key_parameter = None if key_parameter is None else KeyParameter(key_parameter)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Hands an allowed request on with its principal, and answers every other one."""
        event = environ.get(_EVENT)
        try:
            principal: Principal = principal_of(event, self.authorizer)
        except NotAuthorized as refused:
            _, headers, body = refusal(event, refused)
            start_response("403 Forbidden", headers)
            return [body]
        return self.app({**environ, **self._without_key(environ), PRINCIPAL: principal}, start_response)

    def _without_key(self, environ: Environ) -> Environ:
        """What the application is shown instead of members that hold the key's parameter."""
        if self.key_parameter is None:
            return {}
        out_of_address = self.key_parameter.out_of_address_text
        return {
            **{name: out_of_address(environ[name]) for name in _ADDRESSES if name in environ},
            "QUERY_STRING": self.key_parameter.out_of_query_text(environ.get("QUERY_STRING", "")),
            _EVENT: self.key_parameter.out_of_event(environ[_EVENT]),
        }
