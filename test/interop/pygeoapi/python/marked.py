"""Providers of the tests' own, whose every answer holds the marker of their collection, whatever is asked of them."""

import json
from pathlib import Path

from pygeoapi.provider.base import BaseProvider
from pygeoapi.provider.base_edr import BaseEDRProvider
from pygeoapi.provider.tile import BaseTileProvider

POINT = {"type": "Point", "coordinates": [9, 47]}


class MarkedFeatures(BaseProvider):
    """Has a feature of every id; `data` is the marker. What is written is noted beside the other data."""

    def get_fields(self):
        return {"marker": {"type": "string"}}

    def _feature(self, identifier):
        return {"type": "Feature", "id": identifier, "properties": {"marker": self.data}, "geometry": POINT}

    def query(self, **_):
        features = [self._feature("1"), self._feature("2")]
        return {"type": "FeatureCollection", "features": features, "numberMatched": 2, "numberReturned": 2}

    def get(self, identifier, **_):
        return self._feature(identifier)

    def _note(self, what):
        with Path(self.options["writes"]).open("a", encoding="utf-8") as file:
            file.write(f"{what} {self.data}\n")
        return True

    def create(self, item):
        self._note("create")
        return "new"

    def update(self, identifier, item):
        return self._note("update")

    def delete(self, identifier):
        return self._note("delete")


class MarkedCoverage(BaseProvider):
    """A coverage, a map and a STAC catalog, according to what it is asked for."""

    def get_fields(self):
        return {"marker": {"type": "string", "title": self.data, "x-ogc-unit": "m"}}

    def query(self, **_):
        return json.dumps({"marker": self.data}).encode()

    def get_data_path(self, baseurl, urlpath, dirpath):
        return {"type": "Catalog", "marker": self.data, "links": []}


class MarkedTiles(BaseTileProvider):
    """A tile wherever one is asked for."""

    def get_layer(self):
        return "layer"

    def get_tiling_schemes(self):
        return []

    def get_tiles_service(self, **_):
        return {"links": [{"rel": "item", "href": self.data, "type": "text/plain"}]}

    def get_tiles(self, **_):
        return self.data.encode()

    def get_metadata(self, **_):
        return {"marker": self.data}


class MarkedEnvironmentalData(BaseEDRProvider):
    """Answers every query, of every instance."""

    def get_fields(self):
        return {"marker": {"type": "string", "title": self.data, "x-ogc-unit": "m"}}

    def _answer(self, **_):
        return {"type": "Coverage", "marker": self.data}

    def position(self, **_):
        return self._answer()

    def radius(self, **_):
        return self._answer()

    def area(self, **_):
        return self._answer()

    def cube(self, **_):
        return self._answer()

    def trajectory(self, **_):
        return self._answer()

    def corridor(self, **_):
        return self._answer()

    def locations(self, **_):
        return self._answer()

    def instances(self, **_):
        return ["1"]

    def instance(self, instance):
        return True
