"""fastgeoapi with every route that it can have, for its routers to be asked; it serves nothing that is called."""

import sys
from contextlib import redirect_stdout
from typing import Any

from app.pygeoapi import registry
from app.pygeoapi.holder import PygeoapiHolder
from app.utils import openapi_resolver


def _without_operations(document: dict[str, Any], **_: Any) -> dict[str, Any]:
    """MCP then has no tool, for which schemas would be fetched from the network; its addresses stay the same."""
    return {**document, "paths": {}, "components": {}}


# Otherwise it has only those groups that its collections need.
registry.active_specs = lambda _config: frozenset(
    {"core", "features", "tiles", "coverages", "maps", "processes", "edr", "stac"}
)
openapi_resolver.resolve_external_refs = _without_operations
# A mount shows the routes of what it holds, and a holder holds what a reload replaces.
PygeoapiHolder.routes = property(lambda holder: holder.current.routes)

# What is asked is answered on standard output; the log has no place there.
with redirect_stdout(sys.stderr):
    from app.main import app as APP

__all__ = ["APP"]
