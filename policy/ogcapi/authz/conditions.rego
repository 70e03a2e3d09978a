# Whether the principal meets what a grant asks: every condition it names, and no grant is without one.
package ogcapi.authz

holds(grant) if {
	count(conditions(grant)) > 0
	count(missing(grant)) == 0
}

conditions(grant) := object.keys(grant) - {"except"}

# A condition that has no rule below is never met.
missing(grant) := {condition |
	some condition in conditions(grant)
	not met(condition, grant)
}

met("anyone", grant) if {
	grant.anyone == true
	input.principal.kind in {"anonymous", "api-key", "token"}
}

met("signed_in", grant) if {
	grant.signed_in == true
	recognised
}

met("api_key", grant) if {
	input.principal.kind == "api-key"
	grant.api_key in {"*", input.principal.id}
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
met("claim", grant) if count(conditions(grant) & {"equals", "contains"}) > 0

met("equals", grant) if claims[grant.claim] == grant.equals

# Only a list contains: a text of values separated by spaces is one value.
met("contains", grant) if {
	is_array(claims[grant.claim])
	grant.contains in claims[grant.claim]
}

recognised if input.principal.kind in {"api-key", "token"}

claims := input.principal.claims if {
	input.principal.kind == "token"
	is_object(input.principal.claims)
}
