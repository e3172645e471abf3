import { heredocEnd, stringEnd } from "./template";

/** What begins at an offset of HCL and is no code: a string, a comment, a heredoc. */
interface Quoted {
  readonly kind: "comment" | "heredoc" | "string";
  /** Past its last character. */
  readonly end: number;
}

/** The string, comment or heredoc that begins at an offset; one without an end goes to the end of the text. */
export function quotedAt(text: string, at: number): Quoted | undefined {
  const ended = (end: number | undefined): number => (end === undefined || end < 0 ? text.length : end);
  const one = text.charAt(at);
  if (one === '"') return { kind: "string", end: ended(incremented(stringEnd(text, at + 1))) };
  if (one === "#" || text.startsWith("//", at)) return { kind: "comment", end: ended(text.indexOf("\n", at)) };
  if (text.startsWith("/*", at)) {
    const close = text.indexOf("*/", at + 2);
    return { kind: "comment", end: close < 0 ? text.length : close + 2 };
  }
  if (!text.startsWith("<<", at)) return undefined;
  const end = heredocEnd(text, at);
  return end === undefined ? undefined : { kind: "heredoc", end: end + 1 };
}

function incremented(offset: number | undefined): number | undefined {
  return offset === undefined ? undefined : offset + 1;
}

/** The same text, line by line, without what stands in heredocs and in comments of several lines: a block written there is none. */
export function withoutQuoted(text: string): string {
  let result = "";
  for (let at = 0; at < text.length;) {
    const found = quotedAt(text, at);
    const end = found?.end ?? at + 1;
    const piece = text.slice(at, end);
    result += found === undefined || found.kind === "string" ? piece : emptied(piece);
    at = end;
  }
  return result;
}

/** Without its text; its lines stay, and of a heredoc the marks. */
function emptied(piece: string): string {
  const [first = "", ...rest] = piece.split("\n");
  const isHeredoc = first.startsWith("<<");
  if (!isHeredoc && rest.length === 0) return piece;
  const last = rest.length - 1;
  return [isHeredoc ? first : "", ...rest.map((line, i) => (isHeredoc && i === last ? line : ""))].join("\n");
}

/** The offset of an argument or a block of a name, within the block whose `{` is the first from an offset on. */
export function argumentOffset(text: string, from: number, name: string): number | undefined {
  const key = new RegExp(`"?${escaped(name)}"?\\s*(?:=(?!=)|:|\\{|"[^"\\n]*"\\s*\\{)`, "uy");
  let depth = 0;
  let isStart = false;
  for (let at = from; at < text.length;) {
    if (depth === 1 && isStart) {
      key.lastIndex = at;
      if (key.test(text)) return at;
    }
    const found = quotedAt(text, at);
    const one = text.charAt(at);
    if (found === undefined && /[{[(]/.test(one)) depth += 1;
    if (found === undefined && /[}\])]/.test(one)) depth -= 1;
    if (depth === 0 && found === undefined && /[}\])]/.test(one)) return undefined;
    if (found?.kind !== "comment" && !/[ \t\r]/.test(one)) isStart = /[\n{,]/.test(one);
    at = found?.end ?? at + 1;
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
