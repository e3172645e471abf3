/** Of a terminal that does not say how wide it is, or says 0. */
const WIDTH = 100;

/** A text that stays on one line of a terminal: what wraps is not taken away by what is written over it. */
export function fitted(text: string, { columns = WIDTH }: { readonly columns?: number }): string {
  return Array.from(text)
    .slice(0, Math.max((columns === 0 ? WIDTH : columns) - 1, 1))
    .join("");
}
