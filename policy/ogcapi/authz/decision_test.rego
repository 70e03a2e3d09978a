package ogcapi.authz_test

import data.ogcapi.authz

nobody := {"kind": "anonymous", "id": "anonymous", "issuer": "", "scopes": [], "claims": {}}

partner := {"kind": "api-key", "id": "partner", "issuer": "", "scopes": ["read:lakes"], "claims": {}}

ann := {
	"kind": "token",
	"id": "ann",
	"issuer": "https://idp.example",
	"scopes": ["openid", "read:lakes"],
	"claims": {
		"sub": "ann",
		"groups": ["editors", 7],
		"department": "water",
		"level": 3,
		"trial": false,
		"roles": "admin editor",
	},
}

lakes := {"type": "items", "collection": "lakes", "action": "read"}

# The decision about reading the collection "lakes" when these are its grants.
lakes_for(principal, grants) := decision if {
	decision := authz.decision with input as {"resource": lakes, "principal": principal}
		with data.ogcapi.access.grants as {"collections": {"lakes": {"read": grants}}}
}

test_allowed_is_nothing_but_allow if {
	lakes_for(nobody, [{"anyone": true}]) == {"allow": true}
}

test_allow_and_decision_say_the_same if {
	authz.allow with input as {"resource": lakes, "principal": nobody}
		with data.ogcapi.access.grants as {"collections": {"lakes": {"read": [{"anyone": true}]}}}
	not authz.allow with input as {"resource": lakes, "principal": nobody}
		with data.ogcapi.access.grants as {}
}

test_a_credential_is_required_where_somebody_is_granted if {
	lakes_for(nobody, [{"signed_in": true}]) == {"allow": false, "reason": "credential_required"}
}

test_nobody_is_asked_for_a_credential_that_would_not_help if {
	lakes_for(nobody, []) == {"allow": false, "reason": "not_granted"}
}

test_the_scope_that_would_do_is_named if {
	lakes_for(ann, [{"scope": "write:lakes"}]) == {
		"allow": false,
		"reason": "insufficient_scope",
		"scope": "write:lakes",
	}
}

test_of_several_scopes_that_would_do_the_first_in_order_is_named if {
	decision := lakes_for(ann, [{"scope": "c"}, {"scope": "a"}, {"scope": "b"}])
	decision.scope == "a"
}

test_a_scope_that_alone_would_not_do_is_not_named if {
	lakes_for(ann, [{"scope": "a", "issuer": "https://other.example"}]) == {
		"allow": false,
		"reason": "not_granted",
	}
}

test_a_scope_that_is_no_text_is_not_named if {
	lakes_for(ann, [{"scope": 7}]) == {"allow": false, "reason": "not_granted"}
}

test_without_a_credential_no_scope_is_named if {
	lakes_for(nobody, [{"scope": "a"}]) == {"allow": false, "reason": "credential_required"}
}

test_without_input_the_resource_is_unknown if {
	authz.decision == {"allow": false, "reason": "resource_unknown"}
}

test_whatever_the_input_lacks_the_decision_is_a_refusal if {
	every document in [
		null,
		"text",
		{},
		{"resource": null},
		{"resource": {}},
		{"resource": {"type": "landing-page"}},
		{"resource": {"type": "landing-page", "action": "read"}},
		{"resource": {"type": "landing-page", "action": "read"}, "principal": null},
		{"resource": {"type": "landing-page", "action": "read"}, "principal": {"kind": "root"}},
		{"resource": {"type": "landing-page", "action": ["read"]}, "principal": nobody},
		{"resource": {"type": ["landing-page"], "action": "read"}, "principal": nobody},
		{"principal": nobody},
	] {
		decision := authz.decision with input as document
			with data.ogcapi.access.grants as {"api": {"*": {"read": [{"anyone": true}]}}}
		decision.allow == false
	}
}

test_without_data_the_decision_is_a_refusal if {
	every data_document in [null, {}, {"grants": null}, {"grants": []}, {"grants": {"collections": "all"}}] {
		decision := authz.decision with input as {"resource": lakes, "principal": ann}
			with data.ogcapi.access as data_document
		decision == {"allow": false, "reason": "not_granted"}
	}
}
