# Whether the principal meets what a grant asks: every condition it names, and no grant is without one.
package ogcapi.authz

# Nowhere on this way is a set made: `visible` asks for many, and what an evaluation has made stays in memory.
holds(grant) if {
	not lacks(grant)
	some condition, _ in grant
	is_condition(condition)
}

lacks(grant) if {
	some condition, _ in grant
	is_condition(condition)
	not met(condition, grant)
}

missing(grant) := {condition |
	some condition, _ in grant
	is_condition(condition)
	not met(condition, grant)
}

# All members but these two: what a grant does not reach, and the access rules that gave it.
is_condition(member) if {
	member != "except"
	member != "rules"
}

# A condition that has no rule below is never met.
met("anyone", grant) if {
	grant.anyone == true
	someone
}

met("signed_in", grant) if {
	grant.signed_in == true
	recognised
}

met("api_key", grant) if {
	input.principal.kind == "api-key"
	grant.api_key == input.principal.id
}

met("api_key", grant) if {
	input.principal.kind == "api-key"
	grant.api_key == "*"
}

met("issuer", grant) if {
	input.principal.kind == "token"
	grant.issuer == input.principal.issuer
}

met("scope", grant) if {
	recognised
	is_array(input.principal.scopes)
	grant.scope in input.principal.scopes
}

# How the claim is compared is a condition of its own, below; one of them must be there.
met("claim", grant) if has(grant, "equals")

met("claim", grant) if has(grant, "contains")

met("equals", grant) if claims[grant.claim] == grant.equals

# Only a list contains: a text of values separated by spaces is one value.
met("contains", grant) if {
	is_array(claims[grant.claim])
	grant.contains in claims[grant.claim]
}

# Everybody, but nothing that the product does not know.
someone if input.principal.kind == "anonymous"

someone if recognised

recognised if input.principal.kind == "token"

recognised if input.principal.kind == "api-key"

claims := input.principal.claims if {
	input.principal.kind == "token"
	is_object(input.principal.claims)
}

has(object, key) if _ = object[key]
