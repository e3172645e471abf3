/** The system's words without the path, which the message has: `ENOENT: no such file or directory`. */
export function reasonOf(error: unknown): string {
  return String(error)
    .replace(/^Error: /, "")
    .replace(/, \w+( '.*')?$/s, "");
}
