# Why the decision is what it is: the access rules that reach what is asked, by their index in the settings.
package ogcapi.authz

# Lists in order of the rules: engines write the members of a set in an order of their own.
# METADATA
# entrypoint: true
explanation := {
	"granted_by": sort(granting),
	"missing": [{"rule": rule, "conditions": conditions} | some [rule, conditions] in sort(not_granting)],
}

granting contains rule if {
	some grant in grants
	holds(grant)
	some rule in rules(grant)
}

not_granting contains [rule, sort(missing(grant))] if {
	some grant in grants
	not holds(grant)
	some rule in rules(grant)
}

# Data that were not made of access rules may have grants that no rule gave; `null` stands for it.
rules(grant) := object.get(grant, "rules", [null])
