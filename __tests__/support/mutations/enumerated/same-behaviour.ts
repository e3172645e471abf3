/** Mutants that behave as what they are mutants of, each with why: no test can notice them. */
export const SAME_BEHAVIOUR: ReadonlyMap<string, string> = new Map([]);
