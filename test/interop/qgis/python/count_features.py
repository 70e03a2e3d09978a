"""Opens a layer of an OGC API in QGIS, tells which features it has, and asks for a log-in where QGIS would open a browser.

Standard input: {"parameters": of the data source, "credential": {"method", "configuration"} or null}, with the secrets.
Standard output, one JSON object a line: {"open": address} for what a browser is to open, and at the end
{"valid": whether QGIS could open the layer, "wells": the values of `id`}.
"""

import json
import os
import secrets
import sys
import tempfile

# Before Qt is loaded: there is no screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsVectorLayer  # noqa: E402
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSlot  # noqa: E402
from qgis.PyQt.QtGui import QDesktopServices  # noqa: E402


def tell(message):
    """One line for who started this."""
    print(json.dumps(message), flush=True)


class Browser(QObject):
    """In the place of the browser that QGIS opens for a log-in."""

    @pyqtSlot(QUrl)
    def open(self, address):
        tell({"open": address.toString(QUrl.FullyEncoded)})


def stored(credential):
    """The id of an authentication configuration with this credential."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword(secrets.token_hex(16), False)
    configuration = QgsAuthMethodConfig(credential["method"])
    configuration.setName("credential")
    configuration.setConfigMap(credential["configuration"])
    if not manager.storeAuthenticationConfig(configuration):
        raise RuntimeError("QGIS does not store the authentication configuration")
    return configuration.id()


def opened(asked):
    """The layer; invalid where QGIS could not open it."""
    source = QgsDataSourceUri()
    for name, value in asked["parameters"].items():
        source.setParam(name, value)
    if asked["credential"] is not None:
        source.setAuthConfigId(stored(asked["credential"]))
    return QgsVectorLayer(source.uri(False), "layer", "OAPIF")


def main():
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        os.environ["QGIS_AUTH_DB_DIR_PATH"] = profile
        QgsApplication.setPrefixPath("/usr", True)
        application = QgsApplication([], True, profile)
        application.initQgis()
        browser = Browser()
        for scheme in ("http", "https"):
            QDesktopServices.setUrlHandler(scheme, browser, "open")
        layer = opened(asked)
        valid = layer.isValid()
        tell({"valid": valid, "wells": [feature["id"] for feature in layer.getFeatures()] if valid else []})
        del layer
        application.exitQgis()


main()
