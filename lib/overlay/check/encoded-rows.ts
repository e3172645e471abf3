import type { Block } from "../root/block";
import { type HclValue, literalText } from "../root/hcl-value";
import { seenBlock } from "../root/seen-block";
import { soleExpression } from "../root/template";

/** The rows of `yamlencode(local.rows)`, where that local is a literal list; undefined where nobody can tell them. */
export function encodedRows(section: HclValue, locals: readonly Block[]): readonly HclValue[] | undefined {
  const sole = typeof section === "string" ? soleExpression(section) : undefined;
  const [, inner] = /^\s*yamlencode\(\s*(local\.[\w.-]+)\s*\)\s*$/.exec(sole ?? "") ?? [];
  return inner === undefined ? undefined : literalRows(`\${${inner}}`, locals);
}

/** The list that a value is, in a local where it names one; undefined for any other expression. */
function literalRows(value: HclValue, locals: readonly Block[]): readonly HclValue[] | undefined {
  const pseudo: Block = { kind: "locals", type: "", name: "", body: { value }, file: "", line: 1, text: "" };
  const { value: seen } = seenBlock(pseudo, locals).body;
  return Array.isArray(seen) ? seen : undefined;
}

/** Whether rows are an expression that nobody can tell: neither a list, nor a text, nor a local of one. */
export function isUntold(value: HclValue | undefined, locals: readonly Block[]): boolean {
  if (value === undefined || value === null || Array.isArray(value) || literalText(value) !== undefined) return false;
  return literalRows(value, locals) === undefined && encodedRows(value, locals) === undefined;
}
