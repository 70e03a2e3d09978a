"""The one answer to whoever did not come through the authorizer: 403, and the reason in the log alone."""

import json
import logging
from typing import Any, List, Tuple

from .principal import NotAuthorized, request_id_of

_log = logging.getLogger("ogc_api_authorizer")

_DETAIL = "What was asked for is not open to you."


def refusal(event: Any, refused: NotAuthorized) -> Tuple[int, List[Tuple[str, str]], bytes]:
    """
    Status, headers and body of the refusal, which is the one that the gateway itself would give: an OGC API exception
    (``code``, ``description``: OGC 17-069r4) that is a problem detail as well (RFC 9457). Logs one warning.
    """
    request_id = request_id_of(event)
    _log.warning("refused: %s, request %s", refused.reason, request_id or "without an id")
    exception = {
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
        "detail": _DETAIL,
        "code": "Forbidden",
        "description": _DETAIL,
        "requestId": request_id,
    }
    body = json.dumps(exception).encode("ascii")
    headers = [
        ("content-type", "application/json"),
        ("content-length", str(len(body))),
        ("cache-control", "no-store"),
    ]
    return 403, headers, body
