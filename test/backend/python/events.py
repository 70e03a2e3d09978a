"""Events of a REST API's proxy integration, as API Gateway's developer guide shows them."""

from typing import Any, Dict, Tuple

#: The name of the deployment in these tests.
NAME = "ogc-api"


def context(**changes: Any) -> Dict[str, Any]:
    """What API Gateway makes of our authorizer's answer; a change to ``None`` takes a member out."""
    members: Dict[str, Any] = {
        "ogcApiAuthorizer": NAME,
        "principalId": "u1",
        "principalKind": "token",
        "scheme": "bearer",
        "issuer": "https://login.example.org",
        "scopes": "wells:read wells:write",
        "tenant": "north",
        "integrationLatency": 12,
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def event(authorizer: Any) -> Dict[str, Any]:
    """A GET of the wells; ``authorizer`` is what stands under ``requestContext``."""
    return {
        "resource": "/{proxy+}",
        "path": "/collections/wells/items",
        "httpMethod": "GET",
        "headers": {},
        "multiValueHeaders": {},
        "requestContext": {"extendedRequestId": "JKJaXmPLvHcESHA=", "authorizer": authorizer},
    }


#: Events that show no allow of our authorizer, and the reason that is logged.
REFUSED: Dict[str, Tuple[Any, str]] = {
    "nothing": (None, "no_authorizer"),
    "a list": ([], "no_authorizer"),
    "an event without a request context": ({"path": "/"}, "no_authorizer"),
    "a request context that is a text": ({"requestContext": "authorizer"}, "no_authorizer"),
    "no authorizer": ({"requestContext": {}}, "no_authorizer"),
    "an authorizer that is null": (event(None), "no_authorizer"),
    "an authorizer that is a text": (event("ogcApiAuthorizer"), "no_authorizer"),
    "an authorizer that is a list": (event(["ogcApiAuthorizer"]), "no_authorizer"),
    "a Cognito authorizer": (event({"claims": {"sub": "u1"}}), "not_our_authorizer"),
    "another Lambda authorizer": (event({"principalId": "u1", "tenant": "north"}), "not_our_authorizer"),
    "an HTTP API's authorizer": (event({"lambda": context()}), "not_our_authorizer"),
    "a function URL's caller": (event({"iam": {"userId": "u1"}}), "not_our_authorizer"),
    "the context without the mark": (event(context(ogcApiAuthorizer=None)), "not_our_authorizer"),
    "another deployment": (event(context(ogcApiAuthorizer="ogc-api-2")), "another_authorizer"),
    "an empty mark": (event(context(ogcApiAuthorizer="")), "another_authorizer"),
    "a mark that is true": (event(context(ogcApiAuthorizer=True)), "another_authorizer"),
    "a mark in a list": (event(context(ogcApiAuthorizer=[NAME])), "another_authorizer"),
    "no principal": (event(context(principalId=None)), "principal_invalid"),
    "an empty principal": (event(context(principalId="")), "principal_invalid"),
    "a principal that is a number": (event(context(principalId=1)), "principal_invalid"),
    "no kind": (event(context(principalKind=None)), "principal_invalid"),
    "an unknown kind": (event(context(principalKind="administrator")), "principal_invalid"),
    "a kind in a list": (event(context(principalKind=["token"])), "principal_invalid"),
    "scopes in a list": (event(context(scopes=["wells:read"])), "principal_invalid"),
    "an issuer that is an object": (event(context(issuer={})), "principal_invalid"),
    "a scheme that is a number": (event(context(scheme=0)), "principal_invalid"),
    "a key's id that is a number": (
        event(context(principalKind="api-key", keyId=1)),
        "principal_invalid",
    ),
    "a token with a key's id": (event(context(keyId="mfzwizltoqqg")), "principal_invalid"),
    "claims": (event(context(claims={"sub": "u1"})), "context_invalid"),
    "a policy's number": (event(context(tenant=1)), "context_invalid"),
    "a policy's name beyond the rule": (event({**context(), "ten-ant": "north"}), "context_invalid"),
}
