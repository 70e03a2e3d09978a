# Who may do what at a fastgeoapi whose API is below /geoapi: what its sample policy is meant to say.
package httpapi.authz

default allow := false

# Whoever has a token sees the landing page, what its pages are made of, and which collections there are.
allow if {
	input.request_method == "GET"
	path == [""]
}

allow if {
	input.request_method == "GET"
	path[0] == "static"
	path[1] in {"css", "img"}
}

allow if {
	input.request_method == "GET"
	path == ["collections"]
}

# Each company has a collection, and whatever one may do with it.
allow if {
	path[0] == "collections"
	company_of[path[1]] == input.company
}

company_of := {
	"lakes": "geobeyond",
	"obs": "osgeo",
}

# The path below FASTGEOAPI_CONTEXT, which fastgeoapi hands over as its first segment.
path := array.slice(input.request_path, 1, count(input.request_path)) if input.request_path[0] == "geoapi"
