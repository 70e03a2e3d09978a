package ogcapi.authz_test

import data.ogcapi.authz

explained(principal, grants) := explanation if {
	explanation := authz.explanation with input as {"resource": lakes, "principal": principal}
		with data.ogcapi.access.grants as grants
}

test_every_rule_that_grants_is_named if {
	explained(ann, {"collections": {
		"*": {"read": [{"signed_in": true, "rules": [3]}]},
		"lakes": {"read": [{"anyone": true, "rules": [0, 2]}], "update": [{"anyone": true, "rules": [1]}]},
		"rivers": {"read": [{"anyone": true, "rules": [4]}]},
	}}) == {"granted_by": [0, 2, 3], "missing": []}
}

test_of_the_other_rules_it_says_what_is_missing if {
	explained(ann, {"collections": {"lakes": {"read": [
		{"api_key": "*", "scope": "read:lakes", "rules": [0]},
		{"claim": "level", "equals": 4, "scope": "write:lakes", "rules": [1]},
		{"anyone": true, "rules": [2]},
	]}}}) == {
		"granted_by": [2],
		"missing": [
			{"rule": 0, "conditions": ["api_key"]},
			{"rule": 1, "conditions": ["equals", "scope"]},
		],
	}
}

test_a_grant_that_no_rule_gave_is_named_by_null if {
	explained(nobody, {"collections": {"lakes": {"read": [{"anyone": true}, {"signed_in": true}]}}}) == {
		"granted_by": [null],
		"missing": [{"rule": null, "conditions": ["signed_in"]}],
	}
}

test_a_grant_without_conditions_is_missing_none_and_grants_nothing if {
	explained(nobody, {"collections": {"lakes": {"read": [{"rules": [0]}]}}}) == {
		"granted_by": [],
		"missing": [{"rule": 0, "conditions": []}],
	}
}

test_where_no_rule_reaches_none_is_named if {
	explained(ann, {}) == {"granted_by": [], "missing": []}
	authz.explanation == {"granted_by": [], "missing": []}
}
