import { isPlainText, readTemplateParts, soleExpression } from "./template";

/**
 * A value as hcl2json reads it, which is what Terraform JSON has for it: strings are templates, whatever is no literal is a
 * string of one expression.
 */
export type HclValue = string | number | boolean | null | readonly HclValue[] | HclMap;

/** An object of such values. */
export interface HclMap {
  readonly [key: string]: HclValue;
}

/** Unknown data as such a value; what JSON does not have is none. */
export function hclValue(value: unknown): HclValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(hclValue);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hclValue(item)])) : null;
}

/** Whether it is an object with keys that are literal. */
export function isLiteralMap(value: HclValue | undefined): value is HclMap {
  return isMap(value) && Object.keys(value).every(isPlainText);
}

/** The items of a list; of anything else none. */
export function itemsOf(value: HclValue | undefined): readonly HclValue[] {
  return Array.isArray(value) ? value.map(hclValue) : [];
}

/** The attributes of an object; of anything else none. */
export function attributesOf(value: HclValue | undefined): HclMap {
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hclValue(item)])) : {};
}

/** A nested block: hcl2json has a list of it, Terraform JSON may have the block alone. */
export function blockOf(value: HclValue | undefined): HclMap {
  return attributesOf(Array.isArray(value) ? itemsOf(value)[0] : value);
}

/** The text that a string stands for; undefined where Terraform has to evaluate it. */
export function literalText(value: HclValue | undefined): string | undefined {
  if (typeof value !== "string" || !isPlainText(value)) return undefined;
  return value.replaceAll("$${", () => "${").replaceAll("%%{", "%{");
}

/** The value without anything to evaluate in it; undefined where there is something. */
export function literalValue(value: HclValue | undefined): unknown {
  if (typeof value === "string") return literalText(value);
  if (Array.isArray(value)) {
    const items = value.map(literalValue);
    return items.includes(undefined) ? undefined : items;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [literalText(key), literalValue(hclValue(item))] as const);
  return entries.some(([key, item]) => key === undefined || item === undefined)
    ? undefined
    : Object.fromEntries(entries);
}

/** The value as an expression of HCL, on one line where it is short of heredocs. */
export function expressionOf(value: HclValue): string {
  if (typeof value === "string") return stringExpression(value);
  if (Array.isArray(value)) return `[${value.map((item) => expressionOf(hclValue(item))).join(", ")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const items = Object.entries(value).map(([key, item]) => `${keyExpression(key)} = ${expressionOf(hclValue(item))}`);
  return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
}

function stringExpression(template: string): string {
  const sole = soleExpression(template);
  if (sole !== undefined) return sole.includes("\n") || sole.includes("#") ? `(${sole}\n)` : `(${sole})`;
  const parts = readTemplateParts(template);
  const pieces = parts.map(({ kind, text }) =>
    kind === "text" ? JSON.stringify(text).slice(1, -1) : `${kind === "directive" ? "%" : "$"}{${text}}`,
  );
  return `"${pieces.join("")}"`;
}

function keyExpression(key: string): string {
  const sole = soleExpression(key);
  return sole === undefined ? stringExpression(key) : `(${sole})`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
