/** A text that stays on one line of a terminal: what wraps is not taken away by what is written over it. */
export function fitted(text: string, { columns = 100 }: { readonly columns?: number }): string {
  return Array.from(text)
    .slice(0, Math.max(columns - 1, 1))
    .join("");
}
