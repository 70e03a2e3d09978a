# A policy by the contract of the Okta article, in Rego v0: method, api, and a token that it decodes by itself.
package demoapi.authz

default allow = false

open_by_scope = {"/collections": "collections.read", "/sayhello": "read_sayhello"}

allow {
	input.method == "GET"
	needed := open_by_scope[input.api]
	claims.scp[_] == needed
}

claims = payload {
	[_, payload, _] := io.jwt.decode(input.jwt.tokenValue)
}
