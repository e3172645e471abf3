/**
 * The fields of a line `key=value key="quoted value"`, as Go's logrus writes it; undefined where the text is not such a line.
 * Quoted values have the escapes of a Go string.
 */
export function parseLogfmt(line: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const pattern = /([\w.@-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;
  while (pattern.lastIndex < line.length) {
    const match = pattern.exec(line);
    if (match === null) return undefined;
    fields.set(match[1] ?? "", match[2] === undefined ? (match[3] ?? "") : unquoted(match[2]));
  }
  return fields.size === 0 ? undefined : fields;
}

function unquoted(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, escape: string) => {
    if (/^[ux]./.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return { n: "\n", t: "\t", r: "\r" }[escape] ?? escape;
  });
}
