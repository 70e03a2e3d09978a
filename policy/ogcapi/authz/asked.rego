# Where in the access rules the grants for what is asked are found: area and id, both looked up by key.
package ogcapi.authz

# Resources of which an API has one.
single := {
	"landing-page": "api",
	"conformance": "api",
	"api-definition": "api",
	"assets": "assets",
	"administration": "administration",
	"all-collections": "all_collections",
	"jobs": "jobs",
	"job": "jobs",
	"job-results": "jobs",
}

# Lists of resources: reading one has grants of its own, anything else is asked of every resource in it.
listing := {
	"collections": "collections_listing",
	"processes": "processes_listing",
}

# Resources with an id: the area, and the member of the input document that holds the id.
named := {
	"collection": {"area": "collections", "id": "collection"},
	"collection-part": {"area": "collections", "id": "collection"},
	"items": {"area": "collections", "id": "collection"},
	"item": {"area": "collections", "id": "collection"},
	"process": {"area": "processes", "id": "process"},
	"execution": {"area": "processes", "id": "process"},
}

# Undefined for a resource that this table does not know, and for one that lacks its id.
asked := {"area": single[type], "id": "*"} if {
	type := input.resource.type
} else := {"area": listing[type], "id": "*"} if {
	type := input.resource.type
	input.resource.action == "read"
} else := {"area": type, "id": "*"} if {
	type := input.resource.type
	listing[type]
} else := {"area": named[type].area, "id": id} if {
	type := input.resource.type
	id := input.resource[named[type].id]
	is_string(id)

	# The key of the wildcard. A resource of that name would read the grants for every resource.
	not id in {"", "*"}
}
