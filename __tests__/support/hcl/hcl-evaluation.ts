import { byText, FUNCTIONS, HclError, type HclValue, isSame, listOf, mapOf, printed } from "./hcl-functions";
import { type HclFor, type HclNode, parseTemplate } from "./hcl-syntax";

/** Names that an expression may use. */
type Scope = (name: string) => HclValue;

/** Locals of a module in Terraform JSON, each worked out once, and any value in it that refers to them. */
export function evaluator(locals: Readonly<Record<string, unknown>>): (body: unknown) => HclValue {
  const known = new Map<string, HclValue>();
  const local = (name: string): HclValue => {
    if (!known.has(name)) {
      if (!(name in locals)) throw new Error(`no local ${name}`);
      known.set(name, value(locals[name]));
    }
    return known.get(name);
  };
  const own: Scope = (name) => {
    throw new Error(`no name ${name}`);
  };
  const value = (body: unknown): HclValue => {
    if (typeof body === "string") return /[$%]\{/.test(body) ? evaluate(parseTemplate(body), own, local) : body;
    if (Array.isArray(body)) return body.map(value);
    if (typeof body !== "object" || body === null) return body;
    return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, value(item)]));
  };
  return value;
}

function evaluate(node: HclNode, scope: Scope, local: Scope): HclValue {
  const of = (inner: HclNode): HclValue => evaluate(inner, scope, local);
  switch (node.kind) {
    case "value":
      return node.value;
    case "template":
      return node.parts.map((part) => printed(of(part))).join("");
    case "name":
      return scope(node.name);
    case "list":
      return node.items.map(of);
    case "object":
      return Object.fromEntries(node.items.map(([key, item]) => [printed(of(key)), of(item)]));
    case "for":
      return loop(node, scope, local);
    case "call":
      return call(node.name, node.args, of);
    case "index":
      return node.of.kind === "name" && node.of.name === "local"
        ? local(printed(of(node.key)))
        : at(of(node.of), of(node.key));
    case "splat":
      return listOf(of(node.of)).map((item) => node.names.reduce(at, item));
    case "not":
      return !truth(of(node.of));
    case "binary":
      return binary(node.operator, of(node.left), of(node.right));
    case "choice":
      return truth(of(node.test)) ? of(node.yes) : of(node.no);
  }
}

function call(name: string, args: readonly HclNode[], of: (node: HclNode) => HclValue): HclValue {
  if (name === "try") {
    for (const arg of args) {
      const result = attempt(() => of(arg));
      if (result !== undefined) return result.value;
    }
    throw new HclError("nothing to try is left");
  }
  if (name === "can") return args.every((arg) => attempt(() => of(arg)) !== undefined);
  if (name === "merge") return Object.assign({}, ...args.map((arg) => mapOf(of(arg))));
  const known = FUNCTIONS[name];
  if (known === undefined) throw new Error(`no function ${name}`);
  return known(...args.map(of));
}

function attempt(work: () => HclValue): { readonly value: HclValue } | undefined {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof HclError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function at(value: HclValue, key: HclValue): HclValue {
  if (Array.isArray(value)) {
    const index = Number(key);
    if (!(index in value)) throw new HclError(`no item ${String(key)}`);
    return value[index];
  }
  const map = mapOf(value);
  const name = printed(key);
  if (!Object.hasOwn(map, name)) throw new HclError(`no ${name}`);
  return map[name];
}

function loop({ key, item, list, name, value, isGrouped, test }: HclFor, scope: Scope, local: Scope): HclValue {
  const all = evaluate(list, scope, local);
  const pairs: readonly (readonly [HclValue, HclValue])[] = Array.isArray(all)
    ? all.map((one: unknown, i) => [i, one] as const)
    : Object.entries(mapOf(all)).sort(([a], [b]) => byText(a, b));
  const made: (readonly [string, HclValue])[] = [];
  for (const [k, v] of pairs) {
    const inner: Scope = (asked) => (asked === item ? v : asked === key ? k : scope(asked));
    if (test !== undefined && !truth(evaluate(test, inner, local))) continue;
    const own = name === undefined ? "" : printed(evaluate(name, inner, local));
    made.push([own, evaluate(value, inner, local)]);
  }
  if (name === undefined) return made.map(([, one]) => one);
  const grouped = new Map<string, HclValue[]>();
  for (const [own, one] of made) grouped.set(own, [...(grouped.get(own) ?? []), one]);
  if (isGrouped) return Object.fromEntries(grouped);
  if (grouped.size < made.length) throw new HclError("two items of one name");
  return Object.fromEntries(made);
}

function truth(value: HclValue): boolean {
  if (typeof value === "boolean") return value;
  throw new HclError("a truth is expected");
}

/** Both sides are always evaluated, as Terraform did before 1.12: what fails on one side may not depend on the other. */
function binary(operator: string, left: HclValue, right: HclValue): HclValue {
  if (operator === "==") return isSame(left, right);
  if (operator === "!=") return !isSame(left, right);
  if (operator === "&&" || operator === "||") {
    const [one, other] = [truth(left), truth(right)];
    return operator === "&&" ? one && other : one || other;
  }
  const [one, other] = [left, right].map((side) => {
    if (typeof side !== "number") throw new HclError("a number is expected");
    return side;
  });
  return compared(operator, one ?? 0, other ?? 0);
}

function compared(operator: string, one: number, other: number): HclValue {
  if (operator === "<") return one < other;
  if (operator === ">") return one > other;
  if (operator === "<=") return one <= other;
  if (operator === ">=") return one >= other;
  if (operator === "-") return one - other;
  if (operator === "*") return one * other;
  if (operator === "/") return one / other;
  return operator === "+" ? one + other : one % other;
}
