/**
 * The codes of docs/rules.md: the first column of its tables, beside a severity.
 */
function codesOfPage(page) {
  const rows = page.matchAll(/^\| `([a-z-]+)` \| (?:error|blocker|danger|irreversible|warning|note)\b/gm);
  return new Set([...rows].map(([, code = ""]) => code));
}

module.exports = { codesOfPage };
