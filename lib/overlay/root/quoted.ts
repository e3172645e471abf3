/** What begins at an offset of HCL and is no code: a string, a comment, a heredoc. */
interface Quoted {
  readonly kind: "comment" | "heredoc" | "string";
  /** Past its last character; undefined where it has no end. */
  readonly end: number | undefined;
}

/** The string, comment or heredoc that begins at an offset; undefined where code stands. */
export function quotedAt(text: string, at: number): Quoted | undefined {
  if (text[at] === '"') return { kind: "string", end: past(stringEnd(text, at + 1)) };
  if (text[at] === "#" || text.startsWith("//", at))
    return { kind: "comment", end: found(text, "\n", at) ?? text.length };
  if (text.startsWith("/*", at)) return { kind: "comment", end: past(found(text, "*/", at + 2), 2) };
  if (text.startsWith("<<", at)) return { kind: "heredoc", end: past(heredocEnd(text, at)) };
  return undefined;
}

function found(text: string, what: string, from: number): number | undefined {
  const at = text.indexOf(what, from);
  return at < 0 ? undefined : at;
}

function past(at: number | undefined, length = 1): number | undefined {
  return at === undefined ? undefined : at + length;
}

/** Where the `}` is that closes an expression which begins here. */
export function expressionEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length;) {
    const quoted = quotedAt(text, at);
    if (quoted !== undefined && quoted.end === undefined) return undefined;
    if (quoted === undefined && text[at] === "{") depth += 1;
    if (quoted === undefined && text[at] === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
    at = quoted?.end ?? at + 1;
  }
  return undefined;
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

/** The last character of the line that ends a heredoc, whatever stands in it. */
export function heredocEnd(text: string, at: number): number | undefined {
  const rest = text.slice(at);
  const name = /^<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/u.exec(rest)?.[1];
  if (name === undefined) return undefined;
  const end = new RegExp(`\\n[ \\t]*${name}(?=[ \\t]*\\r?(?:\\n|$))`, "u").exec(rest);
  return end === null ? undefined : at + end.index + end[0].length - 1;
}
