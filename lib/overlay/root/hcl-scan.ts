import { quotedAt } from "./quoted";

/** The same text, line by line, without what stands in heredocs and in comments of several lines: a block written there is none. */
export function withoutQuoted(text: string): string {
  let result = "";
  for (let at = 0; at < text.length;) {
    const found = quotedAt(text, at);
    const end = found === undefined ? at + 1 : (found.end ?? text.length);
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

/**
 * The offset of an argument or a block of a name, within the block whose `{` is the first from an offset on; within each of the
 * objects where that stands in parentheses, as in `merge({ … }, { … })`.
 */
export function argumentOffset(text: string, from: number, name: string): number | undefined {
  const key = new RegExp(`"?${escaped(name)}"?\\s*(?:=(?!=)|:|\\{|"[^"\\n]*"\\s*\\{)`, "uy");
  let [depth, around] = [0, 0];
  let isStart = false;
  for (let at = from; at < text.length;) {
    if (depth === 1 && isStart) {
      key.lastIndex = at;
      if (key.test(text)) return at;
    }
    const found = quotedAt(text, at);
    const one = text.charAt(at);
    const [opens, closes] = found === undefined ? [/[{[(]/.test(one), /[}\])]/.test(one)] : [false, false];
    if (opens && one === "(" && depth === 0) around += 1;
    else if (opens) depth += 1;
    if (closes && depth === 0) around -= 1;
    else if (closes) depth -= 1;
    if (closes && depth === 0 && around <= 0) return undefined;
    if (found?.kind !== "comment" && !/[ \t\r]/.test(one)) isStart = /[\n{,]/.test(one);
    at = found === undefined ? at + 1 : (found.end ?? text.length);
  }
  return undefined;
}

/** A text as it stands, in a regular expression with or without the flag `u`. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
