package ogcapi.authz_test

import data.ogcapi.authz

signed_in_but_secret := [{"signed_in": true, "except": {"secret": true}}]

test_a_grant_for_every_collection_reaches_all_but_those_it_excepts if {
	grants := {"collections": {"*": {"read": signed_in_but_secret}}}
	authz.allow with input as {"resource": lakes, "principal": ann}
		with data.ogcapi.access.grants as grants
	decision := authz.decision with input as {
		"resource": {"type": "collection", "collection": "secret", "action": "read"},
		"principal": ann,
	}
		with data.ogcapi.access.grants as grants
	decision == {"allow": false, "reason": "not_granted"}
}

test_an_excepted_collection_does_not_ask_for_a_credential if {
	decision := authz.decision with input as {
		"resource": {"type": "collection", "collection": "secret", "action": "read"},
		"principal": nobody,
	}
		with data.ogcapi.access.grants as {"collections": {"*": {"read": signed_in_but_secret}}}
	decision == {"allow": false, "reason": "not_granted"}
}

test_an_excepted_collection_may_be_granted_by_its_id if {
	authz.allow with input as {
		"resource": {"type": "collection", "collection": "secret", "action": "read"},
		"principal": partner,
	}
		with data.ogcapi.access.grants as {"collections": {
			"*": {"read": signed_in_but_secret},
			"secret": {"read": [{"api_key": "partner"}]},
		}}
}

test_a_grant_with_exceptions_is_not_one_for_all_of_it if {
	every resource in [
		{"type": "collections", "action": "manage"},
		{"type": "processes", "action": "manage"},
		{"type": "all-collections", "action": "manage"},
	] {
		not authz.allow with input as {"resource": resource, "principal": ann}
			with data.ogcapi.access.grants as {
				"collections": {"*": {"manage": signed_in_but_secret}},
				"processes": {"*": {"manage": signed_in_but_secret}},
				"all_collections": {"*": {"manage": signed_in_but_secret}},
			}
	}
}

test_a_grant_with_exceptions_shows_the_list if {
	every type in ["collections", "processes"] {
		authz.allow with input as {"resource": {"type": type, "action": "read"}, "principal": ann}
			with data.ogcapi.access.grants as {
				"collections_listing": {"*": {"read": signed_in_but_secret}},
				"processes_listing": {"*": {"read": signed_in_but_secret}},
			}
	}
}

test_exceptions_hold_for_a_grant_on_an_id_too if {
	grants := {"collections": {
		"lakes": {"read": signed_in_but_secret},
		"secret": {"read": signed_in_but_secret},
	}}
	authz.allow with input as {"resource": lakes, "principal": ann}
		with data.ogcapi.access.grants as grants
	not authz.allow with input as {
		"resource": {"type": "collection", "collection": "secret", "action": "read"},
		"principal": ann,
	}
		with data.ogcapi.access.grants as grants
}

test_exceptions_that_are_no_object_leave_nothing_granted if {
	every exceptions in [null, "secret", ["secret"], true] {
		not authz.allow with input as {"resource": lakes, "principal": ann}
			with data.ogcapi.access.grants as {
				"collections": {"*": {"read": [{"signed_in": true, "except": exceptions}]}},
			}
	}
}

test_an_id_is_meant_as_a_whole if {
	grants := {"collections": {"lakes": {"read": [{"anyone": true}]}, "": {"read": [{"anyone": true}]}}}
	every id in ["lake", "lakes2", "lakes/x", "Lakes", "lakes ", "x"] {
		decision := authz.decision with input as {
			"resource": {"type": "items", "collection": id, "action": "read"},
			"principal": ann,
		}
			with data.ogcapi.access.grants as grants
		decision == {"allow": false, "reason": "not_granted"}
	}
}

test_an_exception_is_meant_as_a_whole if {
	every id in ["secre", "secret2", "secret/x", "Secret"] {
		authz.allow with input as {
			"resource": {"type": "items", "collection": id, "action": "read"},
			"principal": ann,
		}
			with data.ogcapi.access.grants as {"collections": {"*": {"read": signed_in_but_secret}}}
	}
}
