/** Lines as an element of a list: a dash before the first. */
export function listItem(lines: readonly string[]): string[] {
  return lines.map((line, i) => `${i === 0 ? "- " : "  "}${line}`);
}

/** Lines further in. */
export function indented(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => (line === "" ? "" : `${" ".repeat(by)}${line}`));
}

/** Lines of comments. */
export function comments(notes: readonly string[]): string[] {
  return notes.map((note) => `# ${note}`);
}
