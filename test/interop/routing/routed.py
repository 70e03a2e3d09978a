"""Says what the routers of a real server make of requests, without serving them.

`routed.py <framework> <module>:<application> routes` prints every route: its path, methods and parameters.
`routed.py <framework> <module>:<application> name` reads `method<TAB>path<TAB>content type` lines and prints, for
each, what the router names (JSON), or `null` where no route takes it.
"""

import json
import sys
from importlib import import_module
from typing import Any, Callable, Iterator
from urllib.parse import unquote

Named = dict[str, str | None] | None
PARAMETERS = {"collection_id": "collection", "item_id": "item", "process_id": "process", "job_id": "job"}


def named(endpoint: str, parameters: dict[str, Any], method: str, content_type: str) -> dict[str, str | None]:
    """What the own code of pygeoapi, fastgeoapi and stac-fastapi makes of the router's parameters."""
    names = {ours: parameters[theirs] for theirs, ours in PARAMETERS.items() if theirs in parameters}
    if endpoint.endswith(("get_collection_edr_query", "edr_query")) and "/instances/" in names["collection"]:
        names["collection"] = names["collection"].split("/instances/")[0]
    if endpoint.endswith("stac_catalog_path"):
        names["collection"] = parameters["path"].split("/")[0]
    if endpoint.endswith("collection_items") and method == "POST":
        names["action"] = "create" if content_type == "application/geo+json" else "read"
    elif endpoint.endswith("collection_items") and method in ("PUT", "DELETE"):
        names["action"] = {"PUT": "update", "DELETE": "delete"}[method]
    return {"endpoint": endpoint, **names}


def starlette_routes(routes: list[Any], prefix: str = "") -> Iterator[dict[str, Any]]:
    """Every route below `routes`, those of mounted applications included."""
    for route in routes:
        path = prefix + route.path
        below = getattr(route, "routes", None)
        if below:
            yield from starlette_routes(below, prefix + route.path)
        elif hasattr(route, "param_convertors"):
            # What is mounted and is not a router serves files.
            path += "" if hasattr(route, "methods") else "/{path:path}"
            methods = sorted(getattr(route, "methods", None) or ["GET"])
            yield {"path": path, "methods": methods, "parameters": sorted(route.param_convertors)}


def flattened(routes: list[Any]) -> list[Any]:
    """FastAPI's routes with those of its included routers among them, in the order in which it tries them."""
    try:
        from fastapi.routing import iter_route_contexts
    except ImportError:
        return routes
    from starlette.routing import Mount, Route

    flat = []
    for context in iter_route_contexts(routes):
        if isinstance(context.original_route, Mount):
            flat.append(context.original_route)
        else:
            flat.append(Route(context.path, context.endpoint, methods=sorted(context.methods or ["GET"])))
    return flat


def starlette_named(application: Any) -> Callable[[str, str, str], Named]:
    """Walks the routes as `starlette.routing.Router` does: the first that matches, mounts without a way back."""
    from starlette.routing import Match, Mount

    all_routes = flattened(application.routes)

    def find(routes: list[Any], scope: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        for route in routes:
            match, child = route.matches(scope)
            if match is not Match.FULL:
                continue
            if isinstance(route, Mount):
                return find(route.routes, {**scope, **child}) if route.routes else ("mounted", {})
            endpoint = child["endpoint"]
            return getattr(endpoint, "__name__", type(endpoint).__name__), child["path_params"]
        return None

    def name(method: str, path: str, content_type: str) -> Named:
        scope = {"type": "http", "method": method, "path": unquote(path), "root_path": "", "headers": []}
        found = find(all_routes, scope)
        return named(*found, method, content_type) if found else None

    return name


def flask_routes(application: Any) -> Iterator[dict[str, Any]]:
    """Every rule of the application."""
    for rule in application.url_map.iter_rules():
        yield {"path": rule.rule, "methods": sorted(rule.methods), "parameters": sorted(rule.arguments)}


def flask_named(application: Any) -> Callable[[str, str, str], Named]:
    """Matches by Werkzeug's map; a redirect names nothing, for following it is another request."""
    from werkzeug.exceptions import HTTPException
    from werkzeug.routing import RequestRedirect

    adapter = application.url_map.bind("localhost")

    def name(method: str, path: str, content_type: str) -> Named:
        try:
            endpoint, parameters = adapter.match(unquote(path), method)
        except (HTTPException, RequestRedirect):
            return None
        return named(endpoint, parameters, method, content_type)

    return name


def main(framework: str, target: str, what: str) -> None:
    """Prints the routes, or names what is read."""
    module, attribute = target.split(":")
    application = getattr(import_module(module), attribute)
    if what == "routes":
        routes = starlette_routes(flattened(application.routes)) if framework == "starlette" else flask_routes(application)
        print(json.dumps(list(routes)))
        return
    name = starlette_named(application) if framework == "starlette" else flask_named(application)
    for line in sys.stdin:
        method, path, content_type = line.rstrip("\n").split("\t")
        print(json.dumps(name(method, path, content_type)))


main(*sys.argv[1:])
