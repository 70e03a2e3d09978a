/** The values of one request that mappings and templates can use. */

/** Looks values up by name; `undefined` where the request has none. */
export interface RequestValues {
  /** A `$context` variable by its dotted name. */
  context(name: string): string | undefined;
  stageVariable(name: string): string | undefined;
  /** The last value of a header; names are compared without regard to case. */
  header(name: string): string | undefined;
  /** The last value of a header whose name is written in just these letters. */
  headerAsWritten(name: string): string | undefined;
  /** The last value of a query parameter. */
  query(name: string): string | undefined;
  path(name: string): string | undefined;
}

/** Puts further context variables before those of a request. */
export function withContext(
  values: RequestValues,
  further: ReadonlyMap<string, string | undefined>,
): RequestValues {
  const context = (name: string) => (further.has(name) ? further.get(name) : values.context(name));
  return { ...values, context };
}
