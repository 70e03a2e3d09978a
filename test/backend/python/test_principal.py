"""The principal that an event shows, and the events that show none."""

import unittest

from events import NAME, REFUSED, context, event
from ogc_api_authorizer.principal import NotAuthorized, Principal, principal_of, request_id_of


class AnAllowedEvent(unittest.TestCase):
    def test_shows_who_asks_and_what_the_policy_returned(self) -> None:
        self.assertEqual(
            principal_of(event(context()), NAME),
            Principal(
                id="u1",
                kind="token",
                scheme="bearer",
                issuer="https://login.example.org",
                scopes=("wells:read", "wells:write"),
                context={"tenant": "north"},
            ),
        )

    def test_of_nobody_in_particular_shows_anonymous(self) -> None:
        members = {"ogcApiAuthorizer": NAME, "principalId": "anonymous", "principalKind": "anonymous"}
        self.assertEqual(
            principal_of(event(members), NAME),
            Principal(id="anonymous", kind="anonymous", scheme="", issuer="", scopes=(), context={}),
        )

    def test_of_an_api_key_shows_its_name_and_the_id_of_the_key(self) -> None:
        members = {
            "ogcApiAuthorizer": NAME,
            "principalId": "partner",
            "principalKind": "api-key",
            "keyId": "mfzwizltoqqg",
            "scheme": "apiKey",
        }
        principal = principal_of(event(members), NAME)
        self.assertEqual((principal.id, principal.key_id), ("partner", "mfzwizltoqqg"))
        self.assertEqual(principal.context, {})

    def test_of_another_kind_has_no_key(self) -> None:
        self.assertEqual(principal_of(event(context()), NAME).key_id, "")

    def test_has_the_id_under_which_the_log_has_it(self) -> None:
        self.assertEqual(request_id_of(event(context())), "JKJaXmPLvHcESHA=")


class AnythingElse(unittest.TestCase):
    def test_shows_nobody(self) -> None:
        for what, (odd, reason) in REFUSED.items():
            with self.subTest(what):
                with self.assertRaises(NotAuthorized) as refused:
                    principal_of(odd, NAME)
                self.assertEqual(refused.exception.reason, reason)

    def test_is_not_excused_by_an_empty_name(self) -> None:
        with self.assertRaises(NotAuthorized):
            principal_of(event(context(ogcApiAuthorizer="")), "")

    def test_has_no_id_that_could_forge_a_log_line(self) -> None:
        for request_id in ("a\nWARNING forged", 1, None, "", "a" * 129):
            with self.subTest(request_id):
                self.assertEqual(request_id_of({"requestContext": {"extendedRequestId": request_id}}), "")
