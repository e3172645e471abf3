import { expressionEnd } from "./quoted";

/** A piece of a template: text as it stands, escapes and all, or what stands between `${` and `}`, or `%{` and `}`. */
export interface TemplatePart {
  readonly kind: "text" | "interpolation" | "directive";
  /** Without the braces. */
  readonly text: string;
}

/**
 * The pieces of a template, as strings of Terraform JSON are, and those that hcl2json makes of HCL. Undefined where an
 * expression has no end.
 */
export function templateParts(template: string): TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  let text = "";
  for (let at = 0; at < template.length;) {
    const escape = /^(?:\$\$\{|%%\{)/.exec(template.slice(at, at + 3))?.[0];
    const open = escape === undefined ? /^[$%]\{/.exec(template.slice(at, at + 2))?.[0] : undefined;
    if (open === undefined) {
      const next = escape ?? template.charAt(at);
      text += next;
      at += next.length;
      continue;
    }
    const end = expressionEnd(template, at + 2);
    if (end === undefined) return undefined;
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
    parts.push({ kind: open === "${" ? "interpolation" : "directive", text: template.slice(at + 2, end) });
    at = end + 1;
  }
  return text === "" ? parts : [...parts, { kind: "text", text }];
}

/** Whether Terraform evaluates nothing in a string of Terraform JSON. */
export function isPlainText(template: string): boolean {
  return templateParts(template)?.every(({ kind }) => kind === "text") === true;
}

/** The expression that a string consists of; undefined where it is a text with or without expressions in it. */
export function soleExpression(template: string): string | undefined {
  const parts = templateParts(template);
  const [part] = parts ?? [];
  return parts?.length === 1 && part?.kind === "interpolation" ? part.text : undefined;
}

/** The pieces of a template that HCL was read from: it has ends. */
export function readTemplateParts(template: string): TemplatePart[] {
  const parts = templateParts(template);
  if (parts === undefined) throw new Error(`a template without an end: ${template}`);
  return parts;
}
