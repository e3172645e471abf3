/** Above this many, a message does not list the keys that are known. */
const FEW_KEYS = 10;

/** What is said of a key that a section does not have, of a file as of a definition. */
export function unknownKeyMessage(key: string, known: readonly string[]): string {
  const expected = known.length <= FEW_KEYS ? `one of ${known.join(", ")}` : "a variable of the module or a section";
  return `unknown key, expected ${expected}, got \`${key}\``;
}
