import { isRecord, listOf } from "./plan-shape";

/** Something that an expression refers to. */
export type Reference =
  | {
      readonly kind: "resource";
      readonly mode: "managed" | "data";
      readonly type: string;
      readonly name: string;
      /** `[0]` or `["a"]`; empty where the expression names none. */
      readonly instance: string;
    }
  | { readonly kind: "output"; readonly call: string; readonly instance: string; readonly output: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "each" }
  /** A local value, a whole module, `count.index`: a plan does not tell what it comes from. */
  | { readonly kind: "opaque" };

const INSTANCE = String.raw`(\[(?:"(?:[^"\\]|\\.)*"|\d+|[^\]]*)\])?`;
const OUTPUT = new RegExp(String.raw`^module\.([\w-]+)${INSTANCE}\.([\w-]+)`);
const RESOURCE = new RegExp(String.raw`^(data\.)?([a-z][a-z0-9]*_[\w-]+)\.([\w-]+)${INSTANCE}`);

/** What one expression refers to, as the plan lists it: nested blocks and lists are looked into. */
export function referencesOf(expression: unknown): Reference[] {
  return referenceTexts(expression).flatMap((text, i, all) => {
    const isShortened = all.some((other, j) => j !== i && other.length > text.length && isPrefix(text, other));
    return isShortened ? [] : [parseReference(text)];
  });
}

/** Terraform lists `aws_iam_role.a` beside `aws_iam_role.a.arn`. */
function isPrefix(text: string, longer: string): boolean {
  return longer.startsWith(text) && /^[.[]/.test(longer.slice(text.length));
}

function referenceTexts(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(referenceTexts);
  if (!isRecord(expression)) return [];
  if ("references" in expression) return listOf(expression.references).filter((text) => typeof text === "string");
  return "constant_value" in expression ? [] : Object.values(expression).flatMap(referenceTexts);
}

function parseReference(text: string): Reference {
  if (text.startsWith("var.")) return { kind: "variable", name: /^var\.([\w-]+)/.exec(text)?.[1] ?? "" };
  if (text.startsWith("each.")) return { kind: "each" };
  const output = OUTPUT.exec(text);
  if (output !== null) {
    return { kind: "output", call: output[1] ?? "", instance: output[2] ?? "", output: output[3] ?? "" };
  }
  const resource = RESOURCE.exec(text);
  if (resource === null) return { kind: "opaque" };
  const mode = resource[1] === undefined ? "managed" : "data";
  return { kind: "resource", mode, type: resource[2] ?? "", name: resource[3] ?? "", instance: resource[4] ?? "" };
}
