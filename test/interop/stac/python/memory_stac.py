"""A STAC API by stac-fastapi with every extension that it ships, and items that are kept in memory."""

import os
from typing import Any

from fastapi import APIRouter, HTTPException
from stac_fastapi.api.app import StacApi
from stac_fastapi.extensions import (
    AggregationExtension,
    BulkTransactionExtension,
    CollectionSearchExtension,
    CollectionSearchPostExtension,
    FieldsExtension,
    FilterExtension,
    FreeTextAdvancedExtension,
    FreeTextExtension,
    OffsetPaginationExtension,
    PaginationExtension,
    QueryExtension,
    SortExtension,
    TokenPaginationExtension,
    TransactionExtension,
)
from stac_fastapi.extensions.aggregation.client import BaseAggregationClient
from stac_fastapi.extensions.bulk_transactions.bulk_transactions import BaseBulkTransactionsClient
from stac_fastapi.extensions.collection_search.client import BaseCollectionSearchClient
from stac_fastapi.extensions.filter.client import BaseFiltersClient
from stac_fastapi.extensions.sort.client import BaseSortablesClient
from stac_fastapi.extensions.transaction.client import BaseTransactionsClient
from stac_fastapi.types.config import ApiSettings
from stac_fastapi.types.core import BaseCoreClient
from stac_fastapi.types.requests import get_base_url

PREFIX = os.environ.get("INTEROP_STAC_PREFIX", "")
COLLECTIONS: dict[str, dict[str, Any]] = {}
ITEMS: dict[str, dict[str, dict[str, Any]]] = {}


def add_item(collection_id: str, item_id: str, title: str) -> dict[str, Any]:
    """Puts an item into its collection."""
    of(collection_id)
    item = {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": item_id,
        "collection": collection_id,
        "geometry": {"type": "Point", "coordinates": [9, 47]},
        "bbox": [9, 47, 9, 47],
        "properties": {"datetime": "2026-01-01T00:00:00Z", "title": title},
        "links": [],
        "assets": {},
    }
    ITEMS[collection_id][item_id] = item
    return item


def add_collection(collection_id: str) -> dict[str, Any]:
    """Puts a collection without items beside the others."""
    extent = {"spatial": {"bbox": [[5, 45, 19, 48]]}, "temporal": {"interval": [[None, None]]}}
    COLLECTIONS[collection_id] = {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": collection_id,
        "description": f"scenes of {collection_id}",
        "license": "CC0-1.0",
        "extent": extent,
        "links": [],
    }
    ITEMS[collection_id] = {}
    return COLLECTIONS[collection_id]


def of(collection_id: str) -> dict[str, dict[str, Any]]:
    """The items of a collection, or 404."""
    if collection_id not in ITEMS:
        raise HTTPException(404, "no such collection")
    return ITEMS[collection_id]


def found(collections: list[str] | None) -> dict[str, Any]:
    """Items of the named collections, or of all."""
    features = [item for name in collections or ITEMS for item in ITEMS.get(name, {}).values()]
    return {"type": "FeatureCollection", "features": features, "links": []}


class Core(BaseCoreClient):
    """Reads."""

    def post_search(self, search_request, **_):
        return found(search_request.collections)

    def get_search(self, collections=None, **_):
        return found(collections)

    def get_item(self, item_id, collection_id, **_):
        if item_id not in of(collection_id):
            raise HTTPException(404, "no such item")
        return of(collection_id)[item_id]

    def all_collections(self, **_):
        return {"collections": list(COLLECTIONS.values()), "links": []}

    def get_collection(self, collection_id, request, **_):
        of(collection_id)
        own = f"{get_base_url(request)}collections/{collection_id}"
        links = [{"rel": "self", "href": own}, {"rel": "items", "href": f"{own}/items"}]
        return {**COLLECTIONS[collection_id], "links": links}

    def item_collection(self, collection_id, **_):
        of(collection_id)
        return found([collection_id])


class Transactions(BaseTransactionsClient):
    """Writes."""

    def create_item(self, collection_id, item, **_):
        return add_item(collection_id, item.id, item.properties.title)

    def update_item(self, collection_id, item_id, item, **_):
        return add_item(collection_id, item_id, item.properties.title)

    def patch_item(self, collection_id, item_id, patch, **_):
        return add_item(collection_id, item_id, "patched")

    def delete_item(self, item_id, collection_id, **_):
        return of(collection_id).pop(item_id)

    def create_collection(self, collection, **_):
        return add_collection(collection.id)

    def update_collection(self, collection_id, collection, **_):
        return add_collection(collection_id)

    def patch_collection(self, collection_id, patch, **_):
        return COLLECTIONS[collection_id]

    def delete_collection(self, collection_id, **_):
        of(collection_id)
        del ITEMS[collection_id]
        return COLLECTIONS.pop(collection_id)


class BulkTransactions(BaseBulkTransactionsClient):
    """Writes many items at once."""

    def bulk_item_insert(self, items, chunk_size=None, **kwargs):
        collection_id = kwargs["request"].path_params["collection_id"]
        for item in items:
            add_item(collection_id, item["id"], item["properties"]["title"])
        number = len(items.items)
        return {"total": number, "received": number, "success": number, "skipped": 0, "errors": []}


class CollectionSearch(BaseCollectionSearchClient):
    """Reads collections by POST."""

    def post_all_collections(self, search_request, **_):
        return {"collections": list(COLLECTIONS.values()), "links": []}


class Sortables(BaseSortablesClient):
    """Nothing can be sorted by."""

    def get_sortables(self, **_):
        return {"$id": "sortables", "properties": {}}

    def get_collection_sortables(self, collection_id, **_):
        return {"$id": collection_id, "properties": {}}

    def get_collections_sortables(self, **_):
        return {"$id": "sortables", "properties": {}}


def api(*, collections_are_searched: bool) -> StacApi:
    """An API; stac-fastapi gives POST /collections one of two meanings."""
    settings = ApiSettings(
        stac_fastapi_title="Scenes",
        stac_fastapi_description="Scenes of two collections",
        stac_fastapi_version="1",
        stac_fastapi_landing_id="scenes",
        openapi_url=f"{PREFIX}/api",
        docs_url=f"{PREFIX}/api.html",
    )
    either = (
        CollectionSearchPostExtension(client=CollectionSearch(), settings=settings)
        if collections_are_searched
        else TransactionExtension(client=Transactions(), settings=settings)
    )
    others = [
        AggregationExtension(client=BaseAggregationClient()),
        BulkTransactionExtension(client=BulkTransactions()),
        CollectionSearchExtension(),
        FieldsExtension(),
        FilterExtension(client=BaseFiltersClient()),
        FreeTextAdvancedExtension(),
        FreeTextExtension(),
        OffsetPaginationExtension(),
        PaginationExtension(),
        QueryExtension(),
        SortExtension(client=Sortables()),
        TokenPaginationExtension(),
    ]
    return StacApi(
        settings=settings, client=Core(), extensions=[either, *others], router=APIRouter(prefix=PREFIX)
    )


for name in ("sentinel", "survey"):
    add_collection(name)
    add_item(name, "1", f"scene of {name}")

APP = api(collections_are_searched=False).app
SEARCHED = api(collections_are_searched=True).app
