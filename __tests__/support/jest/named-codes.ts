/** The codes of docs/rules.md: the first column of its tables, beside who says it, and its severity. */
export function codesOfPage(page: string): ReadonlySet<string> {
  const rows = page.matchAll(
    /^\| \[`([a-z-]+)`\]\(#[a-z-]+\) \| [a-z, ]+: (?:error|blocker|danger|irreversible|warning|note)\b/gm,
  );
  return new Set([...rows].map(([, code = ""]) => code));
}

/**
 * The codes that a value names: a text that is one, `[row-dead]` in a text or a pattern, `"code": "row-dead"` in JSON,
 * `error row-dead mapRoles[0]` in one line, in whatever it holds. Codes of what is accepted (`accept`, with its reason) are no findings.
 */
export function namedCodes(value: unknown, codes: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const walked = new Set<object>();
  const walk = (part: unknown): void => {
    if (typeof part === "string") for (const code of inText(part, codes)) found.add(code);
    if (typeof part !== "object" || part === null || walked.has(part) || walked.size > MOST_PARTS) return;
    walked.add(part);
    if (isPattern(part)) walk(part.source.replaceAll("\\", ""));
    else if (part instanceof Map || part instanceof Set) part.forEach(walk);
    else if (!("reason" in part)) Object.values(part).forEach(walk);
  };
  walk(value);
  return found;
}

/** What is larger is a plan or a definition: no expectation of a code. */
const MOST_PARTS = 2000;

/** A pattern of another realm. */
function isPattern(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

/** How a text prints a code: `[row-dead]`, JSON, a title of GitHub; and, in the short lines of tests, between blanks. */
const PRINTED = /\[([a-z-]+)\]|"(?:code|ruleId)": ?"([a-z-]+)"|title=([a-z-]+)::/g;
const WORD = /(?<=^|\s)([a-z-]+)(?=\s|$)/g;

function inText(text: string, codes: ReadonlySet<string>): readonly string[] {
  if (codes.has(text)) return [text];
  const isShort = text.length < 400 && !text.includes("\n");
  const found = [...text.matchAll(PRINTED), ...(isShort ? text.matchAll(WORD) : [])];
  return found.flatMap(([, ...names]) => names.filter((name) => codes.has(name)));
}
