import type { IResolvable } from "cdktf";
import type { IConstruct } from "constructs";
import { needsQuotes, quotedText } from "./quoted-text";

const TOKEN = /([$#&]\{TfToken\[[\w:.-]+\]\})/;

/**
 * A config as callers may write it: undefined for what is left out, lists that are readonly.
 * @see literals
 */
export type Loose<Config> = Config extends IConstruct | IResolvable | string | number | boolean | null | undefined
  ? Config
  : Config extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : { readonly [Key in keyof Config]: Loose<Config[Key]> | (undefined extends Config[Key] ? undefined : never) };

/**
 * A text that Terraform shows as it stands: `${` and `%{` start an expression in every string of Terraform JSON.
 * References (cdktf's tokens) stay references.
 */
export function literal(text: string): string {
  if (!text.includes("TfToken[")) return escape(text, false);
  return text
    .split(TOKEN)
    .map((part, index, parts) => (index % 2 === 1 ? part : escape(part, index < parts.length - 1)))
    .join("");
}

/**
 * The config of a resource with every text literal, in keys too, and without what is undefined. Every config that holds
 * a text from props goes through here; expressions of our own are written past it, by overrides.
 */
export function literals<Config>(config: NoInfer<Loose<Config>>): Config;
export function literals(config: unknown): unknown {
  return literalsWithin(config);
}

/** The same of arguments in Terraform's own words, which no config of cdktf's stands for. */
export function literalArguments(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [literal(key), literalsWithin(item)]),
  );
}

function literalsWithin(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map(literalsWithin);
  return isPlain(value) ? literalArguments(value) : value;
}

function escape(text: string, beforeReference: boolean): string {
  if (needsQuotes(text)) return `\${${quotedText(text)}}`;
  const escaped = text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
  return beforeReference && escaped.endsWith("$") ? `${escaped.slice(0, -1)}\${"$"}` : escaped;
}

/** Constructs, iterators and tokens are objects of classes: they are left alone. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
