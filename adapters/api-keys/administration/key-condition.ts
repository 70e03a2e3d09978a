/** Writes the condition under which a record is changed, and the change, as DynamoDB's expressions. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { removalAttribute } from "#core/settings/api-key-table";
import { removalTime } from "../key-item.ts";
import type { KeptKey, KeyChange } from "./key-administration.ts";

/** Parts of a request; every name has a placeholder, since DynamoDB reserves `state` and others. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

const compared = ["state", "replacedBy", "expiresAt"] as const;

/** True of a record whose state, successor and end are those that are known. */
export function asKnown(known: KeptKey): Expression {
  const terms = compared.map((name) =>
    known[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :known_${name}`,
  );
  return {
    text: ["attribute_exists(#id)", ...terms].join(" AND "),
    names: { "#id": "id", ...Object.fromEntries(compared.map((name) => [`#${name}`, name])) },
    values: Object.fromEntries(
      compared.flatMap((name) => {
        const value = known[name];
        return value === undefined ? [] : [[`:known_${name}`, attribute(value)] as const];
      }),
    ),
  };
}

/** Sets what a change names. */
export function changed({ endsAt, ...change }: KeyChange): Expression {
  const attributes: [string, AttributeValue][] = Object.entries(change).map(([name, value]) => [
    name,
    attribute(value),
  ]);
  if (endsAt !== undefined) attributes.push([removalAttribute, removalTime(endsAt)]);
  return {
    text: `SET ${attributes.map(([name]) => `#${name} = :new_${name}`).join(", ")}`,
    names: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(attributes.map(([name, value]) => [`:new_${name}`, value])),
  };
}

const attribute = (value: string | number): AttributeValue =>
  typeof value === "number" ? { N: String(value) } : { S: value };
