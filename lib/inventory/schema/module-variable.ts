import { z } from "zod";
import { MIRRORED } from "../../module/module-default";
import { DEFAULT_VERSION, type ModuleVariable } from "../../module/module-table";
import { written } from "./schema-walk";

/** A key of the cluster file that is a variable of the module: what it takes, and our words for it without its default. */
interface Variable<Value extends z.ZodType = z.ZodType> {
  readonly value: Value;
  readonly words: string;
  /** Whether the words say what is where it is left out. */
  readonly isDefaultTold: boolean;
}

/** Keys of the cluster file by the names that the variables of the module have. */
type Keys<Variables extends Readonly<Record<string, Variable>>> = {
  readonly [Name in keyof Variables]: z.ZodExactOptional<Variables[Name]["value"]>;
};

/** What of JSON takes a type of the module, as zod names it. */
const KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^bool$/, ["boolean"]],
  [/^number$/, ["number"]],
  [/^string$/, ["string", "enum"]],
  [/^(?:list|set)\(/, ["array"]],
  [/^(?:map\(|any$)/, ["object", "record"]],
];

/** A variable, whose default follows the words. */
export function variable<Value extends z.ZodType>(value: Value, words: string): Variable<Value> {
  return { value, words, isDefaultTold: false };
}

/** A variable whose words say what is where it is left out. */
export function variableToldWhole<Value extends z.ZodType>(value: Value, words: string): Variable<Value> {
  return { value, words, isDefaultTold: true };
}

/**
 * Keys of the cluster file that are variables of the module: their names, types and defaults are those of its table.
 * @throws {Error} where the module has no variable of a name, or one of another type: the code is wrong, not a cluster file
 */
export function moduleKeys<Variables extends Readonly<Record<string, Variable>>>(variables: Variables): Keys<Variables>;
export function moduleKeys(variables: Readonly<Record<string, Variable>>): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(variables).map(([name, each]) => [name, keyOf(name, each)]));
}

function keyOf(name: string, { value, words, isDefaultTold }: Variable): z.ZodType {
  const known = MIRRORED.get(name);
  if (known === undefined) throw new Error(`no variable of the module ${DEFAULT_VERSION}: ${name}`);
  const kind = kindOf(value);
  const [, kinds = []] = KINDS.find(([pattern]) => pattern.test(known.type)) ?? [];
  if (!kinds.includes(kind)) {
    throw new Error(
      `variable ${name} of the module ${DEFAULT_VERSION} is ${known.type}, expected what takes it, got ${kind}`,
    );
  }
  return z.exactOptional(value.describe(`${words}${isDefaultTold ? "" : defaultIn(known)}`));
}

function kindOf(value: z.ZodType): string {
  const place = written(value);
  return place === undefined ? "nothing" : place._zod.def.type;
}

/** ` Default: true.`; nothing where the module works it out of null or of an empty value. */
function defaultIn({ fallback }: ModuleVariable): string {
  const text = Array.isArray(fallback) ? fallback.join(", ") : scalarIn(fallback);
  if (text === "") return "";
  return ` Default: ${/^\w+(?:, \w+)*$/.test(text) ? text : `\`${text}\``}.`;
}

function scalarIn(fallback: unknown): string {
  return typeof fallback === "boolean" || typeof fallback === "number" || typeof fallback === "string"
    ? String(fallback)
    : "";
}
