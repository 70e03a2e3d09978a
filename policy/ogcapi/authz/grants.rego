# The grants that reach what is asked, whoever asks.
package ogcapi.authz

# Found by the id that is asked for, and by the wildcard.
grants contains grant if {
	some id in {asked.id, "*"}
	some grant in data.ogcapi.access.grants[asked.area][id][input.resource.action]
	reaches(grant)
}

reaches(grant) if exceptions(grant) == {}

# One id is reached if it is not excepted; what is asked of everything is not granted by less than everything.
reaches(grant) if {
	asked.id != "*"
	object.get(exceptions(grant), [asked.id], null) == null
}

# Who may see some of it may see the list, which shows no more than that.
reaches(_) if asked.area in {"collections_listing", "processes_listing"}

exceptions(grant) := object.get(grant, "except", {})
