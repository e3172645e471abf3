import { type HclValue, hclValue } from "./hcl-value";
import { heredocEnd, stringEnd } from "./quoted";
import { templateParts } from "./template";

/**
 * What a value refers to, outside of quoted texts: `var.role`, `module.eks.cluster_name`, `path.module`. An expression that is
 * not understood stands there itself. Variables of `for` have no underscore as a rule; types of resources have.
 */
export function referencesIn(value: HclValue): string[] {
  if (typeof value === "string") return inTemplate(value);
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(hclValue(item)));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [...inTemplate(key), ...referencesIn(hclValue(item))]);
}

/** Whether one hangs on something that Terraform makes or reads; variables and locals do not. */
export function isBound(reference: string): boolean {
  return !/^(?:var|local|path)\./.test(reference);
}

/** Whether one means the same in every folder of a configuration. */
export function isGlobal(reference: string): boolean {
  return /^path\.(?:cwd|root)$/.test(reference);
}

const REFERENCE =
  /(?<![.\w-])(?:var|local|module|data|ephemeral|each|path|[a-z0-9]+_[a-z0-9_]+)\s*\.\s*[\w-]+(?:\.[\w-]+)*/g;

function inTemplate(template: string): string[] {
  const parts = templateParts(template);
  if (parts === undefined) return [template];
  return parts.filter(({ kind }) => kind !== "text").flatMap(({ text }) => inExpression(text));
}

/** Texts within an expression, heredocs too, are templates again. */
function inExpression(text: string): string[] {
  const start = text.search(/"|<<-?[\p{L}_]/u);
  if (start < 0) return plainly(text);
  const end = text[start] === '"' ? stringEnd(text, start + 1) : heredocEnd(text, start);
  if (end === undefined) return [text];
  const quoted = inTemplate(text.slice(start + 1, end));
  return [...plainly(text.slice(0, start)), ...quoted, ...inExpression(text.slice(end + 1))];
}

function plainly(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([reference]) => reference.replace(/\s/g, ""));
}
