package office_test

import data.office

access := {"grants": {
	"collections": {"wells": {
		"read": [{"anyone": true, "rules": [0]}],
		"update": [{"signed_in": true, "rules": [1]}],
	}},
	"processes": {"buffer": {"execute": [{"anyone": true, "rules": [2]}]}},
}}

ann := {"kind": "token", "id": "ann", "issuer": "", "scopes": [], "claims": {}}

asked(action, address) := {
	"request": {"method": "GET", "path": "/collections/wells", "sourceIp": address},
	"resource": {"type": "collection", "collection": "wells", "action": action},
	"principal": ann,
}

test_anyone_may_read_from_anywhere if {
	every address in ["192.0.2.7", "198.51.100.7", "no address"] {
		office.decision.allow with input as asked("read", address) with data.ogcapi.access as access
	}
}

test_writing_is_for_the_office if {
	office.decision.allow with input as asked("update", "192.0.2.7") with data.ogcapi.access as access
	every address in ["198.51.100.7", "no address", ""] {
		refused := {"allow": false, "reason": "outside_network"}
		office.decision == refused with input as asked("update", address) with data.ogcapi.access as access
	}
}

test_the_office_may_do_no_more_than_the_rules_say if {
	not office.decision.allow with input as asked("delete", "192.0.2.7") with data.ogcapi.access as access
}

test_nothing_is_allowed_without_an_input if {
	not office.decision.allow with input as {} with data.ogcapi.access as access
}

listed(type, ids) := {"request": {}, "principal": ann, "candidates": {"type": type, "ids": ids}}

test_collections_are_listed_at_once_and_processes_are_not if {
	office.visible == ["wells"] with input as listed("collection", ["lakes", "wells"]) with data.ogcapi.access as access
	not office.visible with input as listed("process", ["buffer"]) with data.ogcapi.access as access
}

test_the_rule_is_named if {
	office.explanation.granted_by == [1] with input as asked("update", "192.0.2.7") with data.ogcapi.access as access
}
