/**
 * The fields of a line `key=value key="quoted value"`, as Go's logrus writes it; undefined where the text is not such a line.
 * Quoted values have the escapes of a Go string.
 */
export function parseLogfmt(line: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (let at = 0; at < line.length;) {
    const equals = line.indexOf("=", at);
    if (equals <= at) return undefined;
    const key = line.slice(at, equals);
    const isQuoted = line.charCodeAt(equals + 1) === QUOTE;
    const start = isQuoted ? equals + 2 : equals + 1;
    const end = isQuoted ? closingQuote(line, start) : endOfWord(line, start);
    const value = line.slice(start, end);
    const after = isQuoted ? end + 1 : end;
    if (end < 0 || !KEY.test(key) || (after < line.length && !isBlank(line, after))) return undefined;
    if (!isQuoted && value.includes('"')) return undefined;
    fields.set(key, isQuoted ? unquoted(value) : value);
    at = after;
    while (at < line.length && isBlank(line, at)) at += 1;
  }
  return fields.size === 0 ? undefined : fields;
}

const KEY = /^[\w.@-]+$/;
const QUOTE = 34;

/** Where a quoted value ends; -1 where it does not. */
function closingQuote(line: string, start: number): number {
  let end = line.indexOf('"', start);
  while (end >= 0 && isEscaped(line, end)) end = line.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(line: string, at: number): boolean {
  let slashes = 0;
  while (line[at - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1;
}

function endOfWord(line: string, start: number): number {
  let end = start;
  while (end < line.length && !isBlank(line, end)) end += 1;
  return end;
}

/** Blank, tab or line end. */
function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13);
}

function unquoted(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, escape: string) => {
    if (/^[ux]./.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return { n: "\n", t: "\t", r: "\r" }[escape] ?? escape;
  });
}
