"""Who asks, read from the event that API Gateway sends after our authorizer has allowed the request."""

import re
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet, Mapping, Tuple

#: The kinds of principal that the authorizer of this release knows (``core/principal.ts``).
KINDS: FrozenSet[str] = frozenset({"anonymous", "api-key", "token"})

#: The member of the authorizer's context that holds its name (``core/gateway/authorizer-context.ts``).
MARK = "ogcApiAuthorizer"

#: What this product and API Gateway put into the context; everything else comes from the policy.
_OWN_MEMBERS = frozenset(
    {MARK, "principalId", "principalKind", "keyId", "scheme", "issuer", "scopes", "integrationLatency"}
)
_REQUEST_ID = re.compile(r"[A-Za-z0-9=_+/.-]{1,128}")
_POLICY_MEMBER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


class NotAuthorized(Exception):
    """The event shows no allow of our authorizer; ``reason`` is a code for the log, never for the client."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Principal:
    """Who asks; never holds the credential itself."""

    #: ``anonymous``, the API key's name, or the token's subject, which is unique only together with ``issuer``.
    id: str
    #: One of ``KINDS``.
    kind: str
    #: ``apiKey`` or ``bearer``; empty for ``anonymous``.
    scheme: str
    #: The token's issuer; empty for other kinds.
    issuer: str
    scopes: Tuple[str, ...]
    #: What the policy returned under ``context``.
    context: Mapping[str, str]
    #: The id of the managed API key that was shown, of which ``id`` is the name; empty for other kinds.
    key_id: str = ""


def checked_name(authorizer: Any) -> str:
    """
    The setting ``name`` of the deployment that protects this backend.

    :raises ValueError: for anything but a non-empty string, so that a forgotten variable ends the start
    """
    if not isinstance(authorizer, str) or not authorizer:
        raise ValueError("authorizer must be the setting `name` of the deployment that protects this backend")
    return authorizer


def principal_of(event: Any, authorizer: str) -> Principal:
    """
    The principal of an allowed request.

    :param event: the Lambda event of a REST API's proxy integration (Amazon API Gateway developer guide, "Input
        format of a Lambda function for proxy integration"); its ``requestContext.authorizer`` is made by API Gateway
        from what the authorizer returned, and nothing that a client sends reaches it
    :param authorizer: the setting ``name`` of the deployment that protects this backend
    :raises NotAuthorized: for an event without the mark of that authorizer, and for anything odd about it
    """
    request_context = event.get("requestContext") if isinstance(event, dict) else None
    members = request_context.get("authorizer") if isinstance(request_context, dict) else None
    if not isinstance(members, dict):
        raise NotAuthorized("no_authorizer")
    if MARK not in members:
        raise NotAuthorized("not_our_authorizer")
    if not authorizer or members[MARK] != authorizer:
        raise NotAuthorized("another_authorizer")
    principal_id, kind = _text(members, "principalId"), _text(members, "principalKind")
    key_id = _text(members, "keyId")
    if not principal_id or kind not in KINDS or (key_id and kind != "api-key"):
        raise NotAuthorized("principal_invalid")
    return Principal(
        id=principal_id,
        kind=kind,
        scheme=_text(members, "scheme"),
        issuer=_text(members, "issuer"),
        scopes=tuple(_text(members, "scopes").split()),
        context=_policy_context(members),
        key_id=key_id,
    )


def request_id_of(event: Any) -> str:
    """The id under which the authorizer's log has this request (``extendedRequestId``); empty where there is none
    that a log line can hold."""
    request_context = event.get("requestContext") if isinstance(event, dict) else None
    request_id = request_context.get("extendedRequestId") if isinstance(request_context, dict) else None
    return request_id if isinstance(request_id, str) and _REQUEST_ID.fullmatch(request_id) else ""


def _text(members: Mapping[Any, Any], name: str) -> str:
    """A member that is a string; empty where it is absent."""
    value = members.get(name, "")
    if not isinstance(value, str):
        raise NotAuthorized("principal_invalid")
    return value


def _policy_context(members: Mapping[Any, Any]) -> Dict[str, str]:
    context: Dict[str, str] = {}
    for name, value in members.items():
        if name in _OWN_MEMBERS:
            continue
        if not isinstance(name, str) or not isinstance(value, str) or not _POLICY_MEMBER.fullmatch(name):
            raise NotAuthorized("context_invalid")
        context[name] = value
    return context
