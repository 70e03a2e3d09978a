/** The one exception of synthesis that the operator can do something about. */

/** Nothing is synthesized; the message names the setting or file, and what to change. */
export class SynthesisRefusal extends Error {
  override readonly name = "SynthesisRefusal";
}
