# Answers of every kind that a policy can give, for the tests of the policy engines.
package answers

# The input document, as the engine read it.
# METADATA
# entrypoint: true
echo := input

# Undefined unless asked with this very answer.
# METADATA
# entrypoint: true
guarded := "given" if input.answer == 42

# The data document.
# METADATA
# entrypoint: true
stored := data.stored

# An evaluation that fails when there is more than one value.
# METADATA
# entrypoint: true
conflict := value if some value in input.values

# An evaluation that needs memory by the square of the size.
# METADATA
# entrypoint: true
pairs := count([pair |
	some first in numbers.range(1, input.size)
	some second in numbers.range(1, input.size)
	pair := [first, second]
])

# Uses a built-in function that the WebAssembly engine has from JavaScript.
# METADATA
# entrypoint: true
parsed := yaml.unmarshal(input.text)
