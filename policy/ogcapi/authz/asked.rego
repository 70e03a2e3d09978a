# Where in the access rules the grants for a resource are found: area and id, both looked up by key.
package ogcapi.authz

# Resources of which an API has one.
single := {
	"landing-page": "api",
	"conformance": "api",
	"api-definition": "api",
	"tile-matrix-sets": "api",
	"styles": "api",
	"health": "api",
	"assets": "assets",
	"administration": "administration",
	"mcp": "mcp",
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

asked := place(input.resource)

# Undefined for a resource that this table does not know, and for one that lacks its id.
place(resource) := {"area": area, "id": "*"} if {
	area := single[resource.type]
} else := {"area": area, "id": "*"} if {
	area := listing[resource.type]
	resource.action == "read"
} else := {"area": resource.type, "id": "*"} if {
	listing[resource.type]
} else := {"area": area, "id": id} if {
	{"area": area, "id": member} := named[resource.type]
	id := resource[member]
	is_id(id)
}

# Not the key of the wildcard. A resource of that name would read the grants for every resource.
is_id(id) if {
	is_string(id)
	id != ""
	id != "*"
}
