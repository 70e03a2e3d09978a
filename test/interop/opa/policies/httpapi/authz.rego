# A policy by the contract that fastgeoapi's users write to: claims at the top level, request_method, request_path.
package httpapi.authz

default allow := false

# The landing page.
allow if {
	reads
	input.request_path == [""]
}

# What pages are made of.
allow if {
	reads
	input.request_path[0] == "static"
	input.request_path[1] in {"img", "css"}
}

# The list of collections.
allow if {
	reads
	input.request_path == ["collections"]
}

# Each company has its collection, and whatever one may do with it.
allow if {
	input.request_path[0] == "collections"
	company_of[input.request_path[1]] == input.company
}

company_of := {"obs": "osgeo", "lakes": "geobeyond"}

# Another rule of the package: a member of what is answered, and no part of the decision.
reads if input.request_method == "GET"
