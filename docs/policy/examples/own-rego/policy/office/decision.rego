# As the access rules say, but from outside of the office one may only read.
package office

# METADATA
# entrypoint: true
decision := {"allow": false, "reason": "outside_network"} if {
	input.resource.action != "read"
	not inside
} else := data.ogcapi.authz.decision

# Undefined for an address that is none, and so nobody's is inside then.
inside if net.cidr_contains("192.0.2.0/24", input.request.sourceIp)

# Reading is as the access rules have it, and so is the list of what may be read. Processes are listed for those who may
# run them too, which does depend on the address: where this is undefined, the decision is asked about each of them.
# METADATA
# entrypoint: true
visible := data.ogcapi.authz.visible if input.candidates.type == "collection"

# So that `explain` can name the access rules.
# METADATA
# entrypoint: true
explanation := data.ogcapi.authz.explanation
