/** Asks fastgeoapi by itself and fastgeoapi behind us the same, and compares. */
import assert from "node:assert/strict";
import { ask, type ExactAnswer, type ExactRequest } from "#test/http/exact-request";
import { mountPath } from "../prepare.ts";
import { answerText } from "./answer-text.ts";
import { type Difference, differences, type Section } from "./differences.ts";

/** The names of a section's differences. */
export type DifferenceName<In extends Section> = Extract<keyof (typeof differences)[In], string>;

/** Both, and what was compared. */
export interface SideBySide<In extends Section> {
  /** Holds that both serve the same: status, media type and body, where links lead to the address that was asked. */
  same(path: string, request?: ExactRequest): Promise<void>;
  /** Holds that they answer as the table says. */
  differs(
    name: DifferenceName<In>,
    path: string,
    request?: ExactRequest,
  ): Promise<[ExactAnswer, ExactAnswer]>;
  /** Holds that something else than answers is as the table says. */
  told(name: DifferenceName<In>, there: string, here: string): void;
  /** Holds that every difference of the section was seen. */
  complete(): void;
}

/** Compares the two in a section of the tutorial. */
export function sideBySide<In extends Section>(
  section: In,
  servers: () => { readonly there: string; readonly here: string },
): SideBySide<In> {
  const seen = new Set<string>();
  const ofSection: Readonly<Record<string, Difference>> = differences[section];

  function told(name: DifferenceName<In>, there: string, here: string): void {
    const expected = ofSection[name];
    assert.deepEqual({ there, here }, { there: expected?.there, here: expected?.here }, name);
    seen.add(name);
  }
  function both(path: string, request?: ExactRequest): Promise<[ExactAnswer, ExactAnswer]> {
    const { there, here } = servers();
    return Promise.all([ask(there, path, request), ask(here, path, request)]);
  }
  return {
    async same(path, request) {
      const { there, here } = servers();
      const [one, other] = await both(path, request);
      assert.deepEqual([one.status, other.status], [200, 200], `${one.text}\n${other.text}`);
      assert.deepEqual(content(other, here), content(one, there));
    },
    async differs(name, path, request) {
      const answers = await both(path, request);
      const [there, here] = answers;
      told(name, answerText(there), answerText(here));
      return answers;
    },
    told,
    complete: () => assert.deepEqual([...seen].sort(), Object.keys(ofSection).sort()),
  };
}

/** What a client gets, with the server's own address and the time of the answer left out. */
function content({ headers, text }: ExactAnswer, server: string) {
  const { timeStamp: _now, ...body } = JSON.parse(text.replaceAll(server + mountPath, "<the API>"));
  return { type: headers["content-type"], body };
}
