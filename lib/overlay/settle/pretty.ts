import { expressionOf, type HclMap, type HclValue, isLiteralMap, literalText } from "../root/hcl-value";
import { aligned, type Assignment, expressionLines, inward } from "./aligned";

/** An object over several lines, the way people write them. */
export function pretty(value: HclValue): readonly string[] {
  if (!isLiteralMap(value) || Object.keys(value).length === 0) return expressionLines(withoutParentheses(value));
  return ["{", ...inward(aligned(itemsAsAssignments(value))), "}"];
}

/** The items of an object, each with the lines of its value. */
export function itemsAsAssignments(value: HclMap): Assignment[] {
  return Object.entries(value).map(([key, item]) => [keyOf(key), pretty(item)]);
}

function keyOf(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(literalText(key) ?? key);
}

/** Without the parentheses that an expression needs within another. */
export function withoutParentheses(value: HclValue): string {
  const text = expressionOf(value);
  return typeof value === "string" && /^\([^\n]*\)$/.test(text) ? text.slice(1, -1) : text;
}
