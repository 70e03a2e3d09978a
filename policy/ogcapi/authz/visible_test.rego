package ogcapi.authz_test

import data.ogcapi.authz

some_grants := {
	"collections": {
		"*": {"read": [{"signed_in": true, "except": {"secret": true}}]},
		"lakes": {"read": [{"anyone": true}]},
		"secret": {"update": [{"anyone": true}], "execute": [{"anyone": true}]},
	},
	"processes": {
		"buffer": {"execute": [{"anyone": true}]},
		"clip": {"read": [{"anyone": true}]},
		"merge": {"manage": [{"anyone": true}]},
	},
}

visible_to(principal, candidates) := ids if {
	ids := authz.visible with input as {"principal": principal, "candidates": candidates}
		with data.ogcapi.access.grants as some_grants
}

test_of_collections_those_are_visible_that_may_be_read if {
	candidates := {"type": "collection", "ids": ["lakes", "rivers", "secret", "lakes"]}
	visible_to(nobody, candidates) == ["lakes", "lakes"]
	visible_to(ann, candidates) == ["lakes", "rivers", "lakes"]
}

test_of_processes_those_are_visible_that_may_be_read_or_executed if {
	visible_to(nobody, {"type": "process", "ids": ["buffer", "clip", "merge", "none"]}) == ["buffer", "clip"]
}

test_candidates_are_meant_as_a_whole if {
	visible_to(nobody, {"type": "collection", "ids": ["lake", "lakes2"]}) == []
	visible_to(ann, {"type": "collection", "ids": ["secret2", "secre"]}) == ["secret2", "secre"]
}

test_what_is_no_id_is_not_visible if {
	visible_to(ann, {"type": "collection", "ids": ["*", "", null, 7, ["lakes"], {"lakes": "lakes"}]}) == []
}

test_candidates_of_no_known_kind_are_not_visible if {
	every candidates in [
		null,
		{},
		{"ids": ["lakes"]},
		{"type": "item", "ids": ["lakes"]},
		{"type": "collection", "ids": "lakes"},
		{"type": "collection"},
		["lakes"],
	] {
		visible_to(nobody, candidates) == []
	}
}

test_without_input_nothing_is_visible if {
	authz.visible == []
}
