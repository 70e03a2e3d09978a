"""The key's parameter is in nothing that an application can read, and all else is what it was."""

import asyncio
import json
import random
import unittest
from secrets import token_urlsafe
from time import process_time
from typing import Any, Dict, List
from urllib.parse import parse_qsl

from events import NAME, context, event
from ogc_api_authorizer import asgi, wsgi
from ogc_api_authorizer.key_parameter import KeyParameter

KEY = token_urlsafe(24)
SPELLINGS = ("apikey", "ApiKey", "%61pikey", "api%6Bey", "api%6bey", "%41%50%49KEY", "api%E2%84%AAey", "%2561pikey")


class AQuery(unittest.TestCase):
    def setUp(self) -> None:
        self.without = KeyParameter("apikey").out_of_query

    def test_loses_the_parameter_however_its_name_is_spelt(self) -> None:
        for name in SPELLINGS:
            for query in ("{0}={1}", "f=json&{0}={1}", "{0}={1}&f=json", "f=json&{0}={1}&limit=2", "f=json;{0}={1}"):
                with self.subTest(query.format(name, "<key>")):
                    left = self.without(query.format(name, KEY).encode())
                    self.assertNotIn(KEY.encode(), left)
                    self.assertEqual(left, query.replace("{0}={1}", "").strip("&;").replace("&&", "&").encode())

    def test_loses_the_parameter_of_a_setting_in_capitals(self) -> None:
        self.assertEqual(KeyParameter("ApiKey").out_of_query(f"a=1&apikey={KEY}&ApiKey={KEY}".encode()), b"a=1")

    def test_loses_every_value_and_a_parameter_without_one(self) -> None:
        self.assertEqual(self.without(f"apikey={KEY}&a=1&apikey={KEY}&apikey&apikey=&APIKEY=x".encode()), b"a=1")

    def test_keeps_everything_else_byte_for_byte(self) -> None:
        for query in (
            b"",
            b"&",
            b"a=1&&b=2&",
            b"a=%2f%2F+%20&A=\xff\xfe&%zz=%",
            b"apikeys=1&apike=2&xapikey=3&+apikey=4&apikey+=5&key=apikey",
            b"filter=apikey%3D1%26apikey%3D2",
            b"bbox=1,2;3,4",
            b"\xff=1&%ff=2&caf%e9=3",
            b"%252561pikey=encoded-three-times",
        ):
            with self.subTest(query):
                self.assertEqual(self.without(query), query)
                self.assertEqual(self.without(b"apikey=1&" + query), query)

    def test_is_read_in_a_time_that_grows_with_its_length_alone(self) -> None:
        def seconds(length: int) -> float:
            query = b"&a=1" * (length // 4)
            best = 1e9
            for _ in range(3):
                start = process_time()
                self.assertEqual(self.without(query + f"&apikey={KEY}".encode()), query)
                best = min(best, process_time() - start)
            return best

        # Four times as long takes four times the time, and sixteen times where each copies all that stand before it.
        self.assertLess(seconds(800_000), 10 * seconds(200_000))

    def test_of_any_parameters_holds_the_others_in_their_order(self) -> None:
        seed = random.SystemRandom().getrandbits(32)
        chance = random.Random(seed)
        names = SPELLINGS + ("f", "limit", "apikeys", "", "%", "%61", "é")
        for _ in range(3000):
            drawn = [(chance.choice(names), chance.choice((KEY, "", "1", "a=b", "?x"))) for _ in range(5)]
            pairs = [(name, value) for name, value in drawn[: chance.randint(0, 5)]]
            query = "&".join(f"{name}={value}" for name, value in pairs).encode()
            expected = "&".join(f"{name}={value}" for name, value in pairs if name not in SPELLINGS).encode()
            self.assertEqual(self.without(query), expected, f"seed {seed}")
            seen = parse_qsl(self.without(query).decode(), keep_blank_values=True)
            self.assertNotIn("apikey", [name.lower() for name, _ in seen], f"seed {seed}")


class AnAddress(unittest.TestCase):
    def test_loses_the_parameter_and_the_mark_before_it_where_nothing_is_left(self) -> None:
        without = KeyParameter("apikey").out_of_address
        for address, left in (
            (b"https://api.example.org/v1/collections?apikey=%s", b"https://api.example.org/v1/collections"),
            (b"/collections?f=html&apikey=%s", b"/collections?f=html"),
            (b"/collections?%%61pikey=%s&f=html", b"/collections?f=html"),
            (b"/?f=html,https://api.example.org/?apikey=%s", b"/?f=html,https://api.example.org/"),
            (b"/?from=/collections?apikey=%s&f=html", b"/?from=/collections?f=html"),
        ):
            self.assertEqual(without(address % KEY.encode()), left)
        for address in (b"/collections", b"/collections?", b"/collections?f=html", b"/apikey=1", b"/?a=b?c=d"):
            self.assertEqual(without(address), address)


class TheName(unittest.TestCase):
    def test_is_one_that_the_setting_could_have(self) -> None:
        for name in ("", "api key", "1key", "a" * 65, "apikey\n", "ключ", b"apikey", 1, ["apikey"]):
            for wrapper in (asgi.OnlyThroughAuthorizer, wsgi.OnlyThroughAuthorizer):
                with self.subTest(f"{wrapper.__module__} {name!r}"), self.assertRaises(ValueError):
                    wrapper(lambda *_: None, authorizer=NAME, key_parameter=name)  # type: ignore[arg-type]


def with_key() -> Dict[str, Any]:
    """An allowed event whose key came by the query of this page and of the page before."""
    referer = f"https://api.example.org/v1/?apikey={KEY}&f=html"
    return {
        **event(context()),
        "queryStringParameters": {"apikey": KEY, "ApiKey": KEY, "f": "json"},
        "multiValueQueryStringParameters": {"apikey": [KEY, KEY], "ApiKey": [KEY], "f": ["html", "json"]},
        "headers": {"Referer": referer, "Accept": "text/html"},
        "multiValueHeaders": {"Referer": [referer, referer], "Accept": ["text/html"]},
    }


#: What is left of the event's members.
LEFT: Dict[str, Any] = {
    "queryStringParameters": {"f": "json"},
    "multiValueQueryStringParameters": {"f": ["html", "json"]},
    "headers": {"Referer": "https://api.example.org/v1/?f=html", "Accept": "text/html"},
    "multiValueHeaders": {"Referer": ["https://api.example.org/v1/?f=html"] * 2, "Accept": ["text/html"]},
}
QUERY = f"apikey={KEY}&f=html&f=json&%61pikey={KEY}"


def scope_seen(key_parameter: Any, scope: Dict[str, Any]) -> Dict[str, Any]:
    """The ASGI scope as the application sees it."""
    seen: List[Dict[str, Any]] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    async def nothing(*_: Any) -> Any:
        raise AssertionError("the wrapper itself receives and sends nothing")

    wrapper = asgi.OnlyThroughAuthorizer(app, authorizer=NAME, key_parameter=key_parameter)
    asyncio.run(wrapper(scope, nothing, nothing))
    return seen[0]


def environ_seen(key_parameter: Any, environ: Dict[str, Any]) -> Dict[str, Any]:
    """The WSGI environ as the application sees it."""
    seen: List[Dict[str, Any]] = []

    def app(environ: Any, _start_response: Any) -> List[bytes]:
        seen.append(environ)
        return []

    wsgi.OnlyThroughAuthorizer(app, authorizer=NAME, key_parameter=key_parameter)(environ, lambda *_: None)
    return seen[0]


class AWrappedApplication(unittest.TestCase):
    def asgi_scope(self) -> Dict[str, Any]:
        headers = [[b"Referer", f"/v1/?apikey={KEY}".encode()], [b"x-api-key", b"another"], [b"accept", b"*/*"]]
        return {"type": "http", "query_string": QUERY.encode(), "headers": headers, "aws.event": with_key()}

    def wsgi_environ(self) -> Dict[str, Any]:
        return {
            "QUERY_STRING": QUERY,
            "RAW_URI": f"/collections?{QUERY}",
            "REQUEST_URI": f"/collections?apikey={KEY}",
            "HTTP_REFERER": f"https://api.example.org/?apikey={KEY}",
            "HTTP_ACCEPT": "*/*",
            "apig_wsgi.full_event": with_key(),
        }

    def test_by_asgi_reads_the_parameter_nowhere(self) -> None:
        given = self.asgi_scope()
        seen = scope_seen("apikey", given)
        self.assertNotIn(KEY, repr(seen))
        self.assertEqual(seen["query_string"], b"f=html&f=json")
        self.assertEqual(
            list(seen["headers"]), [(b"Referer", b"/v1/"), (b"x-api-key", b"another"), (b"accept", b"*/*")]
        )
        self.assertEqual(seen["aws.event"], {**with_key(), **LEFT})
        self.assertEqual(seen[asgi.PRINCIPAL].id, "u1")
        self.assertEqual(given, self.asgi_scope(), "what the adapter holds is not changed")

    def test_by_wsgi_reads_the_parameter_nowhere(self) -> None:
        given = self.wsgi_environ()
        seen = environ_seen("apikey", given)
        self.assertNotIn(KEY, repr(seen))
        self.assertEqual(
            [seen[name] for name in ("QUERY_STRING", "RAW_URI", "REQUEST_URI", "HTTP_REFERER", "HTTP_ACCEPT")],
            ["f=html&f=json", "/collections?f=html&f=json", "/collections", "https://api.example.org/", "*/*"],
        )
        self.assertEqual(seen["apig_wsgi.full_event"], {**with_key(), **LEFT})
        self.assertEqual(seen[wsgi.PRINCIPAL].id, "u1")
        self.assertEqual(given, self.wsgi_environ(), "what the adapter holds is not changed")

    def test_reads_what_was_sent_where_no_parameter_is_named(self) -> None:
        scope, environ = self.asgi_scope(), self.wsgi_environ()
        seen = scope_seen(None, scope)
        self.assertEqual({name: seen[name] for name in scope}, scope)
        seen = environ_seen(None, environ)
        self.assertEqual({name: seen[name] for name in environ}, environ)

    def test_is_given_what_is_there_where_there_is_no_query(self) -> None:
        lacking = {**event(context()), "queryStringParameters": None, "multiValueQueryStringParameters": None}
        self.assertEqual(scope_seen("apikey", {"type": "http", "aws.event": lacking})["aws.event"], lacking)
        seen = environ_seen("apikey", {"apig_wsgi.full_event": lacking})
        self.assertEqual((seen["QUERY_STRING"], seen["apig_wsgi.full_event"]), ("", lacking))

    def test_by_wsgi_keeps_characters_that_stand_for_bytes(self) -> None:
        environ = {"QUERY_STRING": "name=\xc3\xa9&apikey=1&x=\xff\udc80", "apig_wsgi.full_event": with_key()}
        self.assertEqual(environ_seen("apikey", environ)["QUERY_STRING"], "name=\xc3\xa9&x=\xff\udc80")

    def test_is_not_called_with_the_parameter_alone_of_an_event_that_shows_no_allow(self) -> None:
        answers: List[Dict[str, Any]] = []

        async def app(*_: Any) -> None:
            raise AssertionError("the application is not called")

        async def send(message: Dict[str, Any]) -> None:
            answers.append(message)

        refused = {**with_key(), "requestContext": {}}
        scope = {**self.asgi_scope(), "aws.event": refused}
        with self.assertLogs("ogc_api_authorizer", "WARNING") as logged:
            wrapper = asgi.OnlyThroughAuthorizer(app, authorizer=NAME, key_parameter="apikey")
            asyncio.run(wrapper(scope, app, send))
        self.assertEqual(answers[0]["status"], 403)
        self.assertNotIn(KEY, json.dumps(answers, default=repr) + "".join(logged.output))
