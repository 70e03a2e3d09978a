package ogcapi.authz_test

import data.ogcapi.authz

# Whether anyone may, when only this area and id grant anything.
open_at(resource, area, id) if {
	authz.allow with input as {"resource": resource, "principal": nobody}
		with data.ogcapi.access.grants as {area: {id: {resource.action: [{"anyone": true}]}}}
}

test_what_an_api_has_one_of_is_found_in_its_area if {
	every type, area in {
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
	} {
		every other in {
			"api",
			"assets",
			"administration",
			"mcp",
			"all_collections",
			"jobs",
			"collections",
			"processes",
		} {
			found := [true | open_at({"type": type, "action": "read"}, other, "*")]
			count(found) == count({area} & {other})
		}
	}
}

test_reading_a_list_has_grants_of_its_own if {
	open_at({"type": "collections", "action": "read"}, "collections_listing", "*")
	not open_at({"type": "collections", "action": "read"}, "collections", "*")
	open_at({"type": "processes", "action": "read"}, "processes_listing", "*")
	not open_at({"type": "processes", "action": "read"}, "processes", "*")
}

test_managing_a_list_is_asked_of_everything_in_it if {
	open_at({"type": "collections", "action": "manage"}, "collections", "*")
	not open_at({"type": "collections", "action": "manage"}, "collections_listing", "*")
	open_at({"type": "processes", "action": "manage"}, "processes", "*")
	not open_at({"type": "processes", "action": "manage"}, "processes_listing", "*")
}

test_what_belongs_to_a_collection_is_found_by_its_id if {
	every type in {"collection", "collection-part", "items", "item"} {
		open_at({"type": type, "collection": "lakes", "action": "read"}, "collections", "lakes")
		open_at({"type": type, "collection": "lakes", "action": "read"}, "collections", "*")
		not open_at({"type": type, "collection": "lakes", "action": "read"}, "collections", "rivers")
		not open_at({"type": type, "collection": "lakes", "action": "read"}, "processes", "lakes")
		not open_at({"type": type, "process": "lakes", "action": "read"}, "collections", "lakes")
	}
}

test_what_belongs_to_a_process_is_found_by_its_id if {
	every type in {"process", "execution"} {
		open_at({"type": type, "process": "buffer", "action": "execute"}, "processes", "buffer")
		open_at({"type": type, "process": "buffer", "action": "execute"}, "processes", "*")
		not open_at({"type": type, "process": "buffer", "action": "execute"}, "processes", "clip")
		not open_at({"type": type, "process": "buffer", "action": "execute"}, "collections", "buffer")
	}
}

test_an_action_is_granted_by_itself_alone if {
	every action in {"create", "update", "delete", "execute", "manage", "*", ""} {
		not authz.allow with input as {"resource": object.union(lakes, {"action": action}), "principal": nobody}
			with data.ogcapi.access.grants as {"collections": {"lakes": {"read": [{"anyone": true}]}}}
	}
}

test_an_id_like_the_wildcard_reaches_nothing if {
	every id in ["*", "", null, 7, true, ["*"], {"*": "*"}] {
		decision := authz.decision with input as {
			"resource": {"type": "items", "collection": id, "action": "read"},
			"principal": nobody,
		}
			with data.ogcapi.access.grants as {"collections": {"*": {"read": [{"anyone": true}]}}}
		decision == {"allow": false, "reason": "resource_unknown"}
	}
}

test_an_unknown_type_is_refused_to_all if {
	every type in ["unknown", "", "*", "api", null] {
		decision := authz.decision with input as {
			"resource": {"type": type, "collection": "lakes", "action": "read"},
			"principal": ann,
		}
			with data.ogcapi.access.grants as {
				"collections": {"*": {"read": [{"anyone": true}]}},
				"api": {"*": {"read": [{"anyone": true}]}},
			}
		decision == {"allow": false, "reason": "resource_unknown"}
	}
}
