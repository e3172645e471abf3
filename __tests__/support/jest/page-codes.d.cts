/** The codes of docs/rules.md: the first column of its tables, beside a severity. */
export function codesOfPage(page: string): ReadonlySet<string>;
