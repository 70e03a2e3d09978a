# Which of many collections or processes the principal may see: as the decision about each of them would say.
package ogcapi.authz

# The ids in their order. A list, because the members of a set are compared.
# METADATA
# entrypoint: true
visible := [id |
	some id in input.candidates.ids
	is_id(id)
	seen(id)
]

seen(id) if {
	some exceptions in seen_widely
	leaves_in(exceptions, id)
}

seen(id) if {
	some action in looks.actions
	some grant in data.ogcapi.access.grants[looks.area][id][action]
	leaves_in(exceptions(grant), id)
	holds(grant)
}

# Looked at once for all candidates: the exceptions of each wildcard grant that holds.
seen_widely := [exceptions(grant) |
	some action in looks.actions
	some grant in data.ogcapi.access.grants[looks.area]["*"][action]
	holds(grant)
]

# Where grants are found that let one know of a resource; the access rules show the list to who has one of them.
looks := {
	"collection": {"area": "collections", "actions": ["read"]},
	"process": {"area": "processes", "actions": ["read", "execute"]},
}[input.candidates.type]
