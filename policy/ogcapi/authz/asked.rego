# Where in the access rules the grants for a resource are found: area and ids, all looked up by key.
package ogcapi.authz

asked := place(input.resource)

# The area, and the ids under which grants are looked up: the resource's own first, then the wildcard. Undefined for a
# resource of an unknown type, and for one that lacks its id. The most usual types come first; and the types are
# functions and no object or set of names, because such a one would be made anew by every evaluation.
place(resource) := ["collections", [id, "*"]] if {
	of_collection(resource.type)
	id := resource.collection
	is_id(id)
} else := ["processes", [id, "*"]] if {
	of_process(resource.type)
	id := resource.process
	is_id(id)
} else := [area, ["*"]] if {
	area := only(resource.type)
} else := [area, ["*"]] if {
	resource.action == "read"
	area := listing(resource.type)
} else := [resource.type, ["*"]] if {
	listing(resource.type)
}

of_collection("items")

of_collection("item")

of_collection("collection")

of_collection("collection-part")

of_process("process")

of_process("execution")

# Resources of which an API has one.
only("landing-page") := "api"

only("conformance") := "api"

only("api-definition") := "api"

only("tile-matrix-sets") := "api"

only("styles") := "api"

only("health") := "api"

only("assets") := "assets"

only("administration") := "administration"

only("mcp") := "mcp"

only("all-collections") := "all_collections"

only("jobs") := "jobs"

only("job") := "jobs"

only("job-results") := "jobs"

# Lists of resources: reading one has grants of its own, anything else is asked of every resource in it.
listing("collections") := "collections_listing"

listing("processes") := "processes_listing"

# Not the key of the wildcard. A resource of that name would read the grants for every resource.
is_id(id) if {
	is_string(id)
	id != ""
	id != "*"
}
