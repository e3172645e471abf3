import { drawn, type DrawnMutant, nameOf } from "./support/mutations/drawn-mutants";
import { mutantsOf, mutated } from "./support/mutations/mutants";

const SOURCE = `import { a } from "./a";
type T = "x" extends "y" ? true : false;
export function f(list: readonly string[], flag: boolean): boolean {
  if (flag) return true;
  if (!list.some((one) => one === "a" && one.length < 3)) return false;
  return list.filter((one) => one !== "b").length > 0 ? flag : a;
}
`;

function texts(source: string): string[] {
  return mutantsOf(source).map((mutant) => {
    const line = mutated(source, mutant).split("\n")[mutant.line - 1];
    return `${mutant.line} ${(line ?? "").trim()}`;
  });
}

describe(mutantsOf, () => {
  test("makes one mutant of each operator, condition, quantifier, filter and truth, and none of types", () => {
    expect(texts(SOURCE)).toEqual([
      "4 if (!(flag)) return true;",
      "4 if (flag) return false;",
      '5 if (list.some((one) => one === "a" && one.length < 3)) return false;',
      '5 if (!list.every((one) => one === "a" && one.length < 3)) return false;',
      '5 if (!list.some((one) => one === "a" || one.length < 3)) return false;',
      '5 if (!list.some((one) => one !== "a" && one.length < 3)) return false;',
      '5 if (!list.some((one) => one === "a" && one.length >= 3)) return false;',
      '5 if (!list.some((one) => one === "a" && one.length < 3)) return true;',
      '6 return list.filter((one) => one !== "b").length <= 0 ? flag : a;',
      "6 return list.filter(() => true).length > 0 ? flag : a;",
      '6 return list.filter((one) => one === "b").length > 0 ? flag : a;',
    ]);
  });
});

describe(drawn, () => {
  const mutants: readonly DrawnMutant[] = mutantsOf(SOURCE).map((one) => ({
    ...one,
    file: "a.ts",
    source: SOURCE,
    tests: [],
  }));

  test("draws the same by one seed, in any order, and others by another", () => {
    const names = (seed: string, all = mutants): string[] => drawn(all, seed, 5).map(nameOf);
    expect(names("1", [...mutants].reverse())).toEqual(names("1"));
    expect(names("2")).not.toEqual(names("1"));
    expect(new Set(drawn(mutants, "1", 100).map(nameOf)).size).toBe(mutants.length);
  });
});
