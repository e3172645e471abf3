/** One rule switched off: in `file`, the text `from`, which stands there once, becomes `to`; `tests` have to notice. */
export interface Mutation {
  readonly rule: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Pattern of the test files that are run. */
  readonly tests: string;
}

/** One line of a table: the rule, the text that stands once in the file, and what becomes of it. */
export type SwitchedOff = readonly [rule: string, from: string, to: string];

/** Mutations of one file that the same tests have to notice. */
export function switchedOff(file: string, tests: string, table: readonly SwitchedOff[]): Mutation[] {
  return table.map(([rule, from, to]) => ({ rule, file, from, to, tests }));
}
