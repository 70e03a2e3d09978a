"""What the wrappers hand on, and what they answer themselves."""

import asyncio
import json
import unittest
from typing import Any, Dict, List, Tuple

from events import NAME, REFUSED, context, event
from ogc_api_authorizer import asgi, wsgi

Answer = Tuple[int, Dict[str, str], bytes]


def through_asgi(lambda_event: Any) -> Tuple[Answer, List[Any]]:
    """What is answered, and the principals with which the application was called."""
    reached: List[Any] = []
    sent: List[Dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope[asgi.PRINCIPAL])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"wells"})

    async def receive() -> Dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"ogc_api_authorizer.principal", b"root"), (b"ogcapiauthorizer", NAME.encode())]
    scope = {"type": "http", "headers": headers, "aws.event": lambda_event}
    asyncio.run(asgi.OnlyThroughAuthorizer(app, authorizer=NAME)(scope, receive, send))
    start, body = sent
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return (start["status"], answered, body["body"]), reached


def through_wsgi(lambda_event: Any) -> Tuple[Answer, List[Any]]:
    """What is answered, and the principals with which the application was called."""
    reached: List[Any] = []
    started: List[Any] = []

    def app(environ: Any, start_response: Any) -> List[bytes]:
        reached.append(environ[wsgi.PRINCIPAL])
        start_response("200 OK", [])
        return [b"wells"]

    environ = {"HTTP_OGCAPIAUTHORIZER": NAME, "apig_wsgi.full_event": lambda_event}
    body = b"".join(
        wsgi.OnlyThroughAuthorizer(app, authorizer=NAME)(environ, lambda *start: started.append(start))
    )
    ((status, headers),) = started
    return (int(status.split()[0]), dict(headers), body), reached


WRAPPERS = {"ASGI": through_asgi, "WSGI": through_wsgi}


class AWrappedApplication(unittest.TestCase):
    def test_is_called_once_with_the_principal_of_an_allowed_request(self) -> None:
        for kind, through in WRAPPERS.items():
            with self.subTest(kind):
                (status, _, body), reached = through(event(context()))
                self.assertEqual((status, body), (200, b"wells"))
                self.assertEqual([principal.id for principal in reached], ["u1"])

    def test_is_not_called_for_anything_else(self) -> None:
        for kind, through in WRAPPERS.items():
            for what, (odd, reason) in REFUSED.items():
                with self.subTest(f"{kind}: {what}"):
                    with self.assertLogs("ogc_api_authorizer", "WARNING") as logged:
                        (status, headers, body), reached = through(odd)
                    self.assertEqual((status, reached), (403, []))
                    self.assertEqual(headers["content-type"], "application/json")
                    self.assertEqual(int(headers["content-length"]), len(body))
                    self.assertEqual(json.loads(body)["code"], "Forbidden")
                    self.assertNotIn(reason, body.decode())
                    self.assertEqual(len(logged.output), 1)
                    self.assertIn(reason, logged.output[0])

    def test_is_not_called_without_an_event(self) -> None:
        for kind, through in WRAPPERS.items():
            with self.subTest(kind), self.assertLogs("ogc_api_authorizer", "WARNING"):
                (status, _, _), reached = through(None)
                self.assertEqual((status, reached), (403, []))

    def test_needs_the_name_of_its_deployment(self) -> None:
        for wrapper in (asgi.OnlyThroughAuthorizer, wsgi.OnlyThroughAuthorizer):
            for name in ("", None, 1):
                with self.subTest(f"{wrapper.__module__} {name!r}"), self.assertRaises(ValueError):
                    wrapper(lambda *_: None, authorizer=name)  # type: ignore[arg-type]


class AnAsgiApplication(unittest.TestCase):
    def run_scope(self, kind: str) -> List[str]:
        reached: List[str] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            reached.append(scope["type"])

        async def nothing(*_: Any) -> Any:
            self.fail("the wrapper itself receives and sends nothing")

        wrapper = asgi.OnlyThroughAuthorizer(app, authorizer=NAME)
        asyncio.run(wrapper({"type": kind, "aws.event": event(context())}, nothing, nothing))
        return reached

    def test_is_told_of_its_start_and_end(self) -> None:
        self.assertEqual(self.run_scope("lifespan"), ["lifespan"])

    def test_gets_no_websocket(self) -> None:
        with self.assertRaises(ValueError):
            self.run_scope("websocket")
