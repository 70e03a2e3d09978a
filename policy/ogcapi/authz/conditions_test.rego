package ogcapi.authz_test

granted(principal, grant) if lakes_for(principal, [grant]) == {"allow": true}

test_anyone_is_everybody if {
	every principal in [nobody, partner, ann] {
		granted(principal, {"anyone": true})
	}
}

test_signed_in_is_everybody_recognised if {
	not granted(nobody, {"signed_in": true})
	granted(partner, {"signed_in": true})
	granted(ann, {"signed_in": true})
}

test_a_condition_switched_off_grants_nothing if {
	every value in [false, null, "true", 1] {
		not granted(ann, {"anyone": value})
		not granted(ann, {"signed_in": value})
	}
}

test_an_api_key_is_meant_by_its_name if {
	granted(partner, {"api_key": "partner"})
	not granted(partner, {"api_key": "other"})
	not granted(object.union(ann, {"id": "partner"}), {"api_key": "partner"})
	not granted(object.union(nobody, {"id": "partner"}), {"api_key": "partner"})
}

test_any_api_key_is_meant_by_the_wildcard if {
	granted(partner, {"api_key": "*"})
	not granted(ann, {"api_key": "*"})
	not granted(nobody, {"api_key": "*"})
}

test_a_key_called_like_the_wildcard_is_no_other_key if {
	not granted(object.union(partner, {"id": "*"}), {"api_key": "partner"})
}

test_an_issuer_is_meant_for_tokens_alone if {
	granted(ann, {"issuer": "https://idp.example"})
	not granted(ann, {"issuer": "https://idp.example/"})
	not granted(object.union(partner, {"issuer": "https://idp.example"}), {"issuer": "https://idp.example"})
}

test_a_scope_is_one_that_a_token_or_a_key_holds if {
	granted(ann, {"scope": "read:lakes"})
	granted(partner, {"scope": "read:lakes"})
	not granted(ann, {"scope": "read"})
	not granted(object.union(nobody, {"scopes": ["read:lakes"]}), {"scope": "read:lakes"})
}

test_scopes_are_a_list if {
	not granted(object.union(ann, {"scopes": "read:lakes"}), {"scope": "read:lakes"})
	not granted(object.remove(ann, ["scopes"]), {"scope": "read:lakes"})
	not granted(
		object.union(object.remove(ann, ["scopes"]), {"scopes": {"a": "read:lakes"}}),
		{"scope": "read:lakes"},
	)
}

test_a_claim_equals_the_same_json_value if {
	granted(ann, {"claim": "department", "equals": "water"})
	granted(ann, {"claim": "level", "equals": 3})
	granted(ann, {"claim": "trial", "equals": false})
	not granted(ann, {"claim": "department", "equals": "Water"})
	not granted(ann, {"claim": "level", "equals": "3"})
	not granted(ann, {"claim": "trial", "equals": null})
	not granted(ann, {"claim": "groups", "equals": "editors"})
	not granted(ann, {"claim": "absent", "equals": "water"})
}

test_a_claim_that_is_a_list_contains if {
	granted(ann, {"claim": "groups", "contains": "editors"})
	granted(ann, {"claim": "groups", "contains": 7})
	not granted(ann, {"claim": "groups", "contains": "7"})
	not granted(ann, {"claim": "groups", "contains": "edit"})
}

test_only_a_list_contains if {
	not granted(ann, {"claim": "roles", "contains": "admin"})
	not granted(ann, {"claim": "department", "contains": "water"})
	not granted(object.union(ann, {"claims": {"team": {"a": "x"}}}), {"claim": "team", "contains": "x"})
}

test_claims_are_read_of_tokens_alone if {
	not granted(
		object.union(partner, {"claims": {"department": "water"}}),
		{"claim": "department", "equals": "water"},
	)
	not granted(
		object.union(object.remove(ann, ["claims"]), {"claims": ["water"]}),
		{"claim": 0, "equals": "water"},
	)
}

test_a_comparison_and_its_claim_need_each_other if {
	not granted(ann, {"claim": "department"})
	not granted(ann, {"equals": "water"})
	not granted(ann, {"contains": "editors"})
}

test_all_conditions_must_hold if {
	granted(ann, {"issuer": "https://idp.example", "scope": "read:lakes", "claim": "level", "equals": 3})
	not granted(ann, {"issuer": "https://idp.example", "scope": "read:lakes", "claim": "level", "equals": 4})
	not granted(ann, {"issuer": "https://idp.example", "api_key": "*"})
	not granted(ann, {"claim": "groups", "equals": "water", "contains": "editors"})
	not granted(nobody, {"anyone": true, "signed_in": true})
}

test_one_grant_of_several_is_enough if {
	lakes_for(ann, [{"scope": "absent"}, {"issuer": "https://idp.example"}]) == {"allow": true}
}

test_a_condition_nobody_knows_is_never_met if {
	not granted(ann, {"isuer": "https://idp.example"})
	not granted(ann, {"anyone": true, "weekday": "monday"})
}

test_a_grant_without_condition_grants_nothing if {
	every grant in [
		{},
		{"except": {}},
		{"except": {"rivers": true}},
		{"rules": [0]},
		{"rules": [0], "except": {"rivers": true}},
		null,
		true,
		"anyone",
		["anyone"],
	] {
		not granted(ann, grant)
	}
}

test_the_rules_that_gave_a_grant_are_no_condition if {
	every rules in [[0], [], null, 7] {
		granted(nobody, {"anyone": true, "rules": rules})
		not granted(nobody, {"signed_in": true, "rules": rules})
	}
}
