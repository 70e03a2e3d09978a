# The grants that reach a resource, whoever asks.
package ogcapi.authz

grants := reaching(input.resource)

# Found by the id of the resource, and by the wildcard. A list, because the members of a set are compared.
reaching(resource) := [grant |
	at := place(resource)
	some id in {at.id, "*"}
	some grant in data.ogcapi.access.grants[at.area][id][resource.action]
	reaches(grant, at)
]

reaches(grant, _) if exceptions(grant) == {}

# One id is reached if it is not excepted; what is asked of everything is not granted by less than everything.
reaches(grant, at) if {
	at.id != "*"
	leaves_in(exceptions(grant), at.id)
}

# Who may see some of it may see the list, which shows no more than that.
reaches(_, at) if at.area in {"collections_listing", "processes_listing"}

leaves_in(exceptions, id) if {
	is_object(exceptions)
	not has(exceptions, id)
}

exceptions(grant) := object.get(grant, "except", {})
