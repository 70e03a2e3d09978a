"""Lets a Python backend refuse whoever did not come through its authorizer; see README.md."""
