# As the access rules say, but flood-model runs for one single key: another one of the same name may only read about it.
package pilot

# The id is no secret: `keys list` shows it, and the log.
pilot_key := "mfzwizltoqqg"

# METADATA
# entrypoint: true
decision := {"allow": false, "reason": "another_key"} if {
	input.resource.process == "flood-model"
	input.resource.action == "execute"
	not shown_key == pilot_key
} else := data.ogcapi.authz.decision

default shown_key := ""

shown_key := input.principal.keyId

# So that `explain` can name the access rules.
# METADATA
# entrypoint: true
explanation := data.ogcapi.authz.explanation
