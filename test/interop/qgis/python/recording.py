"""Wraps an application: every query that reaches it becomes a line in the function's log."""

import json


def recording(app):
    """The application, whose queries are written to standard output as `{"asked": {"path": …, "query": …}}`."""

    async def recorded(scope, receive, send):
        asked = {"path": scope["path"], "query": scope["query_string"].decode("ascii")}
        print(json.dumps({"asked": asked}), flush=True)
        await app(scope, receive, send)

    return recorded
