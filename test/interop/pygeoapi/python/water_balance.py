"""A pygeoapi process of the tests' own: the one that the access rules protect."""

from pygeoapi.process.base import BaseProcessor, ProcessorExecuteError

PROCESS_METADATA = {
    "version": "1.0.0",
    "id": "water-balance",
    "title": {"en": "Water balance"},
    "description": {"en": "Precipitation less evaporation and runoff, in millimetres."},
    "jobControlOptions": ["sync-execute", "async-execute"],
    "keywords": ["water"],
    "links": [],
    "inputs": {
        name: {
            "title": name,
            "description": f"{name} in millimetres",
            "schema": {"type": "number"},
            "minOccurs": 1,
            "maxOccurs": 1,
        }
        for name in ("precipitation", "evaporation", "runoff")
    },
    "outputs": {
        "balance": {
            "title": "Balance",
            "description": "What is left, in millimetres",
            "schema": {"type": "object", "contentMediaType": "application/json"},
        }
    },
    "example": {"inputs": {"precipitation": 900, "evaporation": 500, "runoff": 300}},
}


class WaterBalanceProcessor(BaseProcessor):
    """Subtracts evaporation and runoff from precipitation."""

    def __init__(self, processor_def):
        super().__init__(processor_def, PROCESS_METADATA)

    def execute(self, data, outputs=None):
        """Returns the media type and the balance of the three inputs."""
        try:
            balance = data["precipitation"] - data["evaporation"] - data["runoff"]
        except (KeyError, TypeError) as error:
            raise ProcessorExecuteError("the inputs must be three numbers") from error
        return "application/json", {"id": "balance", "value": balance}
