"""A Flask application as a Lambda function by apig-wsgi; it tells who asks, and all that it sees of the request."""

from dataclasses import asdict

from apig_wsgi import make_lambda_handler
from flask import Flask, request
from flask.typing import ResponseReturnValue

from ogc_api_authorizer.wsgi import PRINCIPAL, OnlyThroughAuthorizer

APP = Flask(__name__)


@APP.route("/", defaults={"path": ""}, methods=["GET", "POST"])
@APP.route("/<path:path>", methods=["GET", "POST"])
def who_asks(path: str) -> ResponseReturnValue:
    """The principal, the parts of the request and the Lambda event as the application sees them."""
    return {
        "principal": asdict(request.environ[PRINCIPAL]),
        "path": request.path,
        "query": request.query_string.decode("ascii"),
        "parameters": list(request.args.items(multi=True)),
        "headers": {name.lower(): value for name, value in request.headers.items()},
        "event": request.environ["apig_wsgi.full_event"],
    }


handler = make_lambda_handler(OnlyThroughAuthorizer(APP, authorizer="guarded", key_parameter="apikey"))
