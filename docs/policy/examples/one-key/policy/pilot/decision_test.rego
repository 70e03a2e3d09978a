package pilot_test

import data.pilot

access := {"grants": {"processes": {
	"buffer": {"execute": [{"anyone": true, "rules": [1]}]},
	"flood-model": {
		"read": [{"api_key": "waterworks", "rules": [2]}],
		"execute": [{"api_key": "waterworks", "rules": [2]}],
	},
}}}

anonymous := {"kind": "anonymous", "id": "anonymous", "issuer": "", "scheme": "", "scopes": [], "claims": {}}

key(name, id) := object.union(anonymous, {"kind": "api-key", "id": name, "keyId": id, "scheme": "apiKey"})

executing(process, who) := {"resource": {"type": "execution", "process": process, "action": "execute"}, "principal": who}

reading(process, who) := {"resource": {"type": "process", "process": process, "action": "read"}, "principal": who}

pilot_key := key("waterworks", "mfzwizltoqqg")

test_the_one_key_may_execute_it if {
	pilot.decision.allow with input as executing("flood-model", pilot_key) with data.ogcapi.access as access
}

test_nobody_else_may_execute_it if {
	every who in [key("waterworks", "k2waterworks"), key("waterworks", "waterworks"), anonymous] {
		refused := {"allow": false, "reason": "another_key"}
		pilot.decision == refused with input as executing("flood-model", who) with data.ogcapi.access as access
	}
}

test_the_id_alone_grants_nothing if {
	not pilot.decision.allow with input as executing("flood-model", key("another", "mfzwizltoqqg"))
		with data.ogcapi.access as access
}

test_every_key_of_the_name_may_read_about_it if {
	pilot.decision.allow with input as reading("flood-model", key("waterworks", "k2waterworks"))
		with data.ogcapi.access as access
}

test_other_processes_are_as_the_rules_say if {
	pilot.decision.allow with input as executing("buffer", anonymous) with data.ogcapi.access as access
}

test_nothing_is_allowed_without_an_input if {
	not pilot.decision.allow with input as {} with data.ogcapi.access as access
}

test_the_rule_is_named if {
	pilot.explanation.granted_by == [2] with input as executing("flood-model", pilot_key) with data.ogcapi.access as access
}
