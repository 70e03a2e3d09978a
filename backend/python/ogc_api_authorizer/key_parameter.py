"""The query parameter that carries API keys, taken out of everything that an application can read."""

import re
from typing import Any, Callable, Dict, Iterable, List, Sequence, Tuple
from urllib.parse import unquote_to_bytes

#: As the setting ``apiKeys.queryParameter`` allows them (``core/settings/credentials.ts``).
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")

#: API Gateway splits at both, so a key may stand behind either (developer guide, "Amazon API Gateway important notes").
_SEPARATOR = re.compile(rb"[&;]")

#: An address may hold another one, as a server's text of several headers does.
_SEPARATOR_IN_ADDRESS = re.compile(rb"[&;?]")

#: The members of a REST API's event that hold the query, and those with headers (developer guide, "Input format of a
#: Lambda function for proxy integration").
_QUERY_MEMBERS = ("queryStringParameters", "multiValueQueryStringParameters")
_HEADER_MEMBERS = ("headers", "multiValueHeaders")

#: A browser repeats in it the address of the page that it came from.
_REFERER = "referer"


class KeyParameter:
    """
    Takes one parameter out of queries, in whatever case or percent-encoding its name is written, as the authorizer
    keeps it from the policy (``core/authenticate/api-key/key-parameter.ts``). All else stays as it is, byte for byte.

    :param name: the setting ``apiKeys.queryParameter``
    :raises ValueError: for a name that the setting could not have
    """

    def __init__(self, name: str) -> None:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError("key_parameter must be the setting `apiKeys.queryParameter`, or None")
        self._name = name.lower()

    def out_of_query(self, query: bytes) -> bytes:
        """What stands behind the ``?``, without the parameter; each value that goes takes one separator along."""
        return self._without(query, _SEPARATOR)

    def _without(self, query: bytes, separators: "re.Pattern[bytes]") -> bytes:
        kept: List[bytes] = []
        separator = b""
        start = 0
        for end in [found.start() for found in separators.finditer(query)] + [len(query)]:
            parameter = query[start:end]
            if not self._is_named(parameter.partition(b"=")[0]):
                kept += (separator, parameter)
                separator = query[end : end + 1]
            start = end + 1
        # Joined at the end: each byte that a client sends is copied once.
        return b"".join(kept)

    def out_of_address(self, address: bytes) -> bytes:
        """An absolute or relative address without the parameter, and without the ``?`` behind which it stood alone."""
        path, mark, query = address.partition(b"?")
        left = self._without(query, _SEPARATOR_IN_ADDRESS)
        return path + (mark if left or left == query else b"") + left

    def out_of_query_text(self, query: str) -> str:
        """``out_of_query`` for the text of a WSGI server."""
        return _of_text(self.out_of_query, query)

    def out_of_address_text(self, address: str) -> str:
        """``out_of_address`` for the text of a WSGI server or of an event."""
        return _of_text(self.out_of_address, address)

    def out_of_headers(self, headers: Iterable[Sequence[bytes]]) -> List[Tuple[bytes, bytes]]:
        """The headers of an ASGI scope, with the address in ``Referer`` without the parameter."""
        referer = _REFERER.encode("ascii")
        return [(name, self.out_of_address(value) if name.lower() == referer else value) for name, value in headers]

    def out_of_event(self, event: Dict[str, Any]) -> Dict[str, Any]:
        """A copy of the Lambda event without the parameter."""
        changed: Dict[str, Any] = {}
        for member in _QUERY_MEMBERS:
            query = event.get(member)
            if isinstance(query, dict):
                changed[member] = {name: query[name] for name in query if not self._is_named(_bytes(name))}
        for member in _HEADER_MEMBERS:
            headers = event.get(member)
            if isinstance(headers, dict):
                changed[member] = {name: self._header(name, value) for name, value in headers.items()}
        return {**event, **changed}

    def _header(self, name: str, value: Any) -> Any:
        if name.lower() != _REFERER:
            return value
        if isinstance(value, list):
            return [self._header(name, each) for each in value]
        return self.out_of_address_text(value) if isinstance(value, str) else value

    def _is_named(self, name: bytes) -> bool:
        # Also encoded twice, since API Gateway decodes once: such a key recognises nobody, and is a secret all the same.
        once = unquote_to_bytes(name)
        return any(each.decode("utf-8", "replace").lower() == self._name for each in (once, unquote_to_bytes(once)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _of_text(taken_out: Callable[[bytes], bytes], text: str) -> str:
    return taken_out(_bytes(text)).decode("utf-8", "surrogatepass")
