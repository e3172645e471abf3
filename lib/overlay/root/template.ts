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

/** Where the `}` is that closes an expression which begins here. */
function expressionEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const skipped = skip(text, at);
    if (skipped === undefined) return undefined;
    at = skipped;
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return undefined;
}

/** Past a string, a comment or a heredoc that begins here. */
function skip(text: string, at: number): number | undefined {
  if (text[at] === '"') return stringEnd(text, at + 1);
  const comment = /^(?:#|\/\/)[^\n]*|^\/\*[^]*?\*\//.exec(text.slice(at))?.[0];
  if (comment !== undefined) return at + comment.length;
  return text.startsWith("<<", at) ? heredocEnd(text, at) : at;
}

/** The last character of the line that ends a heredoc, whatever stands in it. */
export function heredocEnd(text: string, at: number): number | undefined {
  const rest = text.slice(at);
  const name = /^<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/u.exec(rest)?.[1];
  if (name === undefined) return undefined;
  const end = new RegExp(`\\n[ \\t]*${name}(?=[ \\t]*\\r?(?:\\n|$))`, "u").exec(rest);
  return end === null ? undefined : at + end.index + end[0].length - 1;
}

/** The pieces of a template that HCL was read from: it has ends. */
export function readTemplateParts(template: string): TemplatePart[] {
  const parts = templateParts(template);
  if (parts === undefined) throw new Error(`a template without an end: ${template}`);
  return parts;
}

/** Where the `"` is that closes a string; within it are templates again. */
export function stringEnd(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
    else if (/^(?:\$\$\{|%%\{)/.test(text.slice(at, at + 3))) at += 2;
    else if (/^[$%]\{/.test(text.slice(at, at + 2))) {
      const end = expressionEnd(text, at + 2);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
}
