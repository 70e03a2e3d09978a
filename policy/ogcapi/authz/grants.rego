# The grants that reach a resource, whoever asks.
package ogcapi.authz

grants := reaching(input.resource)

# Found by the id of the resource, and by the wildcard. A list, because the members of a set are compared.
reaching(resource) := [grant |
	[area, ids] := place(resource)
	some id in ids
	some grant in data.ogcapi.access.grants[area][id][resource.action]
	reaches(grant, area, ids[0])
]

reaches(grant, _, _) if {
	is_object(grant)
	not has(grant, "except")
}

# Except nothing.
reaches(grant, _, _) if grant.except == {}

# One id is reached if it is not excepted; what is asked of everything is not granted by less than everything.
reaches(grant, _, id) if {
	id != "*"
	leaves_in(grant.except, id)
}

# Who may see some of it may see the list, which shows no more than that.
reaches(_, "collections_listing", _)

reaches(_, "processes_listing", _)

leaves_in(exceptions, id) if {
	is_object(exceptions)
	not has(exceptions, id)
}

exceptions(grant) := object.get(grant, "except", {})
