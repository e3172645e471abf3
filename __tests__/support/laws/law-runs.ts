/** Whether this is the jest project `laws`. */
export const isFull = process.env.LAWS === "full";
/** `unit` tries so much of what `laws` tries. */
const SHARE = 16;

/** How many cases a law is tried on: all of them in the jest project `laws`, the first of them in `unit`. */
export function runs(count: number): number {
  return isFull ? count : Math.max(5, Math.ceil(count / SHARE));
}

/** How many of those cases have to be such that they say something. */
export function least(count: number): number {
  return isFull ? count : Math.floor(count / SHARE);
}

/** Of many values all in the jest project `laws`, and in `unit` every sixteenth from the first on: some from all over. */
export function someOf<Value>(values: readonly Value[]): Value[] {
  return values.filter((_, i) => isFull || i % SHARE === 0);
}
