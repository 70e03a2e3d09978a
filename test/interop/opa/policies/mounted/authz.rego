# The same rules by the contract that fastgeoapi's users write to, told apart from where the API is mounted.
package httpapi.authz

default allow := false

allow if {
	input.request_method == "GET"
	path == [""]
}

allow if {
	input.request_method == "GET"
	path[0] == "static"
	path[1] in {"img", "css"}
}

allow if {
	input.request_method == "GET"
	path == ["collections"]
}

allow if {
	path[0] == "collections"
	company_of[path[1]] == input.company
}

company_of := {"obs": "osgeo", "lakes": "geobeyond"}

path := array.slice(input.request_path, 1, count(input.request_path)) if input.request_path[0] == "geoapi"
