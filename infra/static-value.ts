/** Texts that API Gateway sends as they are: literal header values and the bodies of its own answers. */
import { Token } from "aws-cdk-lib/core";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/**
 * A header's literal value as a parameter mapping writes it: between single quotes, which CDK does not add (Amazon API
 * Gateway developer guide, "Parameter mapping examples for REST APIs in API Gateway").
 * @param text the value; it may hold CDK tokens
 * @throws SynthesisRefusal for a value that holds a single quote, which no such literal can, or a control character
 */
export function staticValue(text: string): string {
  if (/['\p{Cc}]/u.test(text)) {
    throw new SynthesisRefusal(
      `a header that API Gateway sends cannot hold a single quote or a control character: change the setting behind ${JSON.stringify(text)}`,
    );
  }
  return `'${text}'`;
}

/**
 * A JSON text as a mapping template that comes out as it went in: the template language takes `$` and `#` for its own
 * (Apache Velocity user guide), so that strings write them as JSON escapes.
 * @param json a JSON text in which `token` may occur
 * @param token an address that may be a CDK token, whose own `$` has to stay
 */
export function staticTemplate(json: string, token: string): string {
  const escaped = (text: string) => text.replaceAll("$", "\\u0024").replaceAll("#", "\\u0023");
  return Token.isUnresolved(token) ? json.split(token).map(escaped).join(token) : escaped(json);
}
