# A policy by the contract that fastgeoapi's users write to: claims at the top level, request_method, request_path.
package httpapi.authz

default allow := false

# Whoever is signed in sees the landing page and what there is.
allow if {
	input.request_method == "GET"
	input.request_path in [["geoapi", ""], ["geoapi", "collections"]]
}

# Each company has its collections, and whatever one may do with them.
allow if {
	array.slice(input.request_path, 0, 2) == ["geoapi", "collections"]
	input.request_path[2] in collections_of[input.company]
}

collections_of := {
	"osgeo": ["obs"],
	"geobeyond": ["lakes", "obs"],
}
