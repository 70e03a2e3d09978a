"""Opens a layer of an OGC API in QGIS and tells which features it has.

Standard input: {"parameters": of the data source, "credential": {"method", "configuration"} or null}, with the secrets.
Standard output: among lines of QGIS's own one JSON object, {"valid": whether the layer could be opened, "wells": the
values of `id`}.
"""

import json
import os
import secrets
import sys
import tempfile

# Before Qt is loaded: there is no screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsVectorLayer  # noqa: E402


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
        layer = opened(asked)
        valid = layer.isValid()
        wells = [feature["id"] for feature in layer.getFeatures()] if valid else []
        print(json.dumps({"valid": valid, "wells": wells}), flush=True)
        del layer
        application.exitQgis()


main()
