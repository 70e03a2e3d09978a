"""A Flask application as a Lambda function by apig-wsgi; it tells who asks, and by which headers."""

from dataclasses import asdict

from apig_wsgi import make_lambda_handler
from flask import Flask, request
from flask.typing import ResponseReturnValue

from ogc_api_authorizer.wsgi import PRINCIPAL, OnlyThroughAuthorizer

APP = Flask(__name__)


@APP.route("/", defaults={"path": ""}, methods=["GET", "POST"])
@APP.route("/<path:path>", methods=["GET", "POST"])
def who_asks(path: str) -> ResponseReturnValue:
    """The principal, the path and the headers as the application sees them."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    return {"principal": asdict(request.environ[PRINCIPAL]), "path": request.path, "headers": headers}


handler = make_lambda_handler(OnlyThroughAuthorizer(APP, authorizer="guarded"))
