/** The two maps in which events hold headers and query parameters. */

type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * Name to value; of a repeated name the last value, as recorded on real API Gateway. Names that differ in case are
 * different names (developer guide, "Amazon API Gateway important notes").
 */
export function singleValues(pairs: Pairs): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs);
}

/** Name to all of its values, in order (developer guide, "Support for multi-value headers and query parameters"). */
export function multipleValues(pairs: Pairs): Readonly<Record<string, readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  }
  return Object.fromEntries(values);
}
