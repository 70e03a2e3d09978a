# The decision: what the product asks for.
package ogcapi.authz

# Nothing is allowed unless a grant says so, whatever the input document is or lacks.
# METADATA
# entrypoint: true
default allow := false

allow if allows(input.resource)

allows(resource) if {
	some grant in reaching(resource)
	holds(grant)
}

# Always defined, for any input and any data; the reasons are codes for the log, first match first.
# METADATA
# entrypoint: true
decision := {"allow": true} if {
	allow
} else := {"allow": false, "reason": "resource_unknown"} if {
	not asked
} else := {"allow": false, "reason": "insufficient_scope", "scope": min(sufficient_scopes)} if {
	count(sufficient_scopes) > 0
} else := {"allow": false, "reason": "credential_required"} if {
	input.principal.kind == "anonymous"
	count(grants) > 0
} else := {"allow": false, "reason": "not_granted"}

# Each of these scopes alone would have been enough: of some grant, nothing else is missing.
sufficient_scopes contains grant.scope if {
	recognised
	some grant in grants
	missing(grant) == {"scope"}
	is_string(grant.scope)
}
