# Decides about nobody in particular, a key and a token alike, asked with the product's own input.
package waters

default allow := false

reads if input.resource.action == "read"

# The API itself and the lakes are open.
allow if {
	reads
	input.resource.type in {"landing-page", "conformance", "api-definition", "collections"}
}

allow if {
	reads
	input.resource.collection == "lakes"
}

# Who has a key reads the observations.
allow if {
	reads
	input.resource.collection == "obs"
	input.principal.kind == "api-key"
}

# Who has a token does in the collection of the company whatever there is to do.
allow if {
	input.principal.kind == "token"
	company_of[input.resource.collection] == input.principal.claims.company
}

company_of := {"obs": "osgeo", "lakes": "geobeyond"}
