/** Which members of the input document a policy can read at all, told by the plan that OPA makes of its Rego. */

/** What of the plan is read (OPA documentation, "IR"): statements by their type, with blocks in them. */
interface Block {
  readonly stmts: readonly { readonly type: string; readonly stmt: Readonly<Record<string, unknown>> }[];
}

interface Plan {
  readonly static?: { readonly strings?: readonly { readonly value: string }[] };
  readonly plans: { readonly plans: readonly { readonly blocks: readonly Block[] }[] };
  readonly funcs?: {
    readonly funcs?: readonly {
      readonly name: string;
      readonly params: readonly number[];
      readonly blocks: readonly Block[];
    }[];
  };
}

/** The local variable that holds the input document, in the plans and as the first parameter of every function. */
const input = 0;

/** Numbers in statements that stand for no local variable: places in the Rego, and by the statement's type. */
const places = ["file", "col", "row", "end_col", "end_row"];
const numbers: Readonly<Record<string, readonly string[]>> = {
  AssignIntStmt: ["value"],
  BreakStmt: ["index"],
  MakeArrayStmt: ["capacity"],
  MakeNumberIntStmt: ["value"],
  MakeNumberRefStmt: ["index", "Index"],
};

/** The input document itself is used in a way that may read any of its members. */
class ReadsAll extends Error {}

/**
 * The members of the input document that are read by their name, in any rule.
 * @param plan what `opa build -t plan` writes as `/plan.json`
 * @returns their names, sorted; or `undefined` where the document is used in any other way than by the name of a
 * member, so that nobody can say what is read of it. What this function does not know counts as such a way
 */
export function inputMembers(plan: unknown): readonly string[] | undefined {
  const { static: constants, plans, funcs } = plan as Plan;
  const functions = funcs?.funcs ?? [];
  const reader = new Reader(constants?.strings ?? [], new Set(functions.map(({ name }) => name)));
  try {
    if (functions.some(({ params }) => params[0] !== input)) return undefined;
    for (const { blocks } of [...plans.plans, ...functions]) reader.blocks(blocks);
  } catch (error) {
    if (error instanceof ReadsAll) return undefined;
    throw error;
  }
  // A member of this name cannot be copied like another.
  return reader.members.has("__proto__") ? undefined : [...reader.members].sort();
}

class Reader {
  readonly members = new Set<string>();
  readonly #strings: readonly { readonly value: string }[];
  readonly #functions: ReadonlySet<unknown>;

  constructor(strings: readonly { readonly value: string }[], functions: ReadonlySet<unknown>) {
    this.#strings = strings;
    this.#functions = functions;
  }

  blocks(blocks: readonly Block[]): void {
    for (const { stmts } of blocks) for (const { type, stmt } of stmts) this.#statement(type, stmt);
  }

  #statement(type: string, statement: Readonly<Record<string, unknown>>): void {
    if (type === "DotStmt" && isInput(statement.source)) this.#member(statement.key);
    else if (type === "CallStmt" && this.#functions.has(statement.func)) {
      // Every function that is planned has the input document first.
      if (list(statement.args).slice(1).some(isInput)) throw new ReadsAll();
    } else this.#other(type, statement);
  }

  #member(key: unknown): void {
    const { type, value } = (key ?? {}) as { readonly type?: unknown; readonly value?: unknown };
    const name = type === "string_index" ? this.#strings[Number(value)]?.value : undefined;
    if (name === undefined) throw new ReadsAll();
    this.members.add(name);
  }

  #other(type: string, statement: Readonly<Record<string, unknown>>): void {
    for (const [field, value] of Object.entries(statement)) {
      if (places.includes(field) || numbers[type]?.includes(field)) continue;
      if (field === "block" && value !== null) this.blocks([value as Block]);
      else if (field === "blocks") this.blocks(list(value) as Block[]);
      else if ([value, ...list(value)].some((each) => each === input || isInput(each))) throw new ReadsAll();
    }
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function isInput(operand: unknown): boolean {
  const { type, value } = (operand ?? {}) as { readonly type?: unknown; readonly value?: unknown };
  return type === "local" && value === input;
}
