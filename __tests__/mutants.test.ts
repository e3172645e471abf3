import { existsSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { transformSync } from "@swc/core";
import ts from "typescript";
import { instrumented, IS_TRIED } from "./support/mutations/enumerated/instrument";
import { readersOf } from "./support/mutations/enumerated/local-constant";
import { mutated, named } from "./support/mutations/enumerated/mutant";
import { asker, Reached } from "./support/mutations/enumerated/mutant-session";
import { answerMutants } from "./support/mutations/enumerated/operators/answer-mutants";
import { mutatedFiles } from "./support/mutations/enumerated/mutated-rooms";
import { mutantsOf } from "./support/mutations/enumerated/mutants-of";
import { SAME_BEHAVIOUR } from "./support/mutations/enumerated/same-behaviour";

const ROOT = join(__dirname, "..");
const SOURCE = `import { a } from "./a";
type T = "x y" extends "y" ? true : false;
const ROWS = { one: 1, two: [a, "b c"] };
export function f(list: readonly string[], flag: boolean): string {
  if (!flag) return \`\${a} is no flag\`;
  for (const one of list) console.log(one);
  return list?.filter((one) => /^x$/.test(one) && one.length < 3).some(Boolean) ?? flag ? "warning" : "";
}
`;

function texts(source: string, file?: string): string[] {
  return mutantsOf(source, file).map((mutant) => {
    const line = source.slice(0, mutant.start).split("\n").length;
    return `${line} ${(mutated(source, mutant).split("\n")[line - 1] ?? "").trim()}`;
  });
}

describe(mutantsOf, () => {
  test("leaves out rows and operands, turns conditions, edges, quantifiers, truths and severities, empties messages, and spares types", () => {
    expect(texts(SOURCE)).toEqual([
      '3 const ROWS = { two: [a, "b c"] };',
      "3 const ROWS = { one: 1 };",
      '3 const ROWS = { one: 2, two: [a, "b c"] };',
      '3 const ROWS = { one: 1, two: ["b c"] };',
      "3 const ROWS = { one: 1, two: [a] };",
      '3 const ROWS = { one: 1, two: [a, ""] };',
      "5 if (true) return `${a} is no flag`;",
      "5 if (false) return `${a} is no flag`;",
      '5 if (!flag) return "";',
      "6 for (const one of []) console.log(one);",
      "6 for (const one of list) undefined;",
      '7 return true ? "warning" : "";',
      '7 return false ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one) && one.length < 3).some(Boolean) ? "warning" : "";',
      '7 return flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one) && one.length < 3).every(Boolean) ?? flag ? "warning" : "";',
      '7 return list.some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one)).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => one.length < 3).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /x$/.test(one) && one.length < 3).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x/.test(one) && one.length < 3).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one) && one.length <= 3).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one) && one.length >= 3).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one) && one.length < 4).some(Boolean) ?? flag ? "warning" : "";',
      '7 return list?.filter((one) => /^x$/.test(one) && one.length < 3).some(Boolean) ?? flag ? "irreversible" : "";',
    ]);
  });

  test("mutates Terraform's expressions in guards alone", () => {
    const source = "const e = `[for row in ${x} : lower(row) if !contains(y, row) && row != z]`;";
    expect(texts(source)).toEqual(['1 const e = "";']);
    expect(texts(source, "lib/guards/a.ts")).toEqual([
      '1 const e = "";',
      "1 const e = `[for row in ${x} : lower(row) if !contains(y, row) && row == z]`;",
      "1 const e = `[for row in ${x} : lower(row) if !contains(y, row) || row != z]`;",
      "1 const e = `[for row in ${x} : lower(row) if contains(y, row) && row != z]`;",
      "1 const e = `[for row in ${x} : (row) if !contains(y, row) && row != z]`;",
      "1 const e = `[for row in ${x} : lower(row) if true || !contains(y, row) && row != z]`;",
    ]);
  });
});

describe(instrumented, () => {
  const source = "exports.f = (a, b) => (a.some((x) => x > b) && b !== 1 ? 'one two' : a.filter(Boolean));";
  const mutants = named("a.ts", source, mutantsOf(source));

  /** What each of some calls gives with a mutant, in a text that holds all of them. */
  function results(tried: number, text: string): string {
    const session = { texts: {}, tried, selected: undefined, goesOn: true, reached: new Reached(99), tests: [] };
    const own: { f?: (a: readonly number[], b: number) => unknown } = {};
    runInNewContext(text, { exports: own, [IS_TRIED]: asker(session) });
    const calls: readonly (readonly [readonly number[], number])[] = [
      [[1, 2], 1],
      [[1, 3], 2],
      [[0, 5], 0],
      [[], 3],
    ];
    return JSON.stringify(calls.map(([a, b]) => own.f?.(a, b)));
  }

  test("behaves as the source, and with each mutant as if that alone were written", () => {
    const all = instrumented(source, mutants, 0);
    expect(results(-1, all)).toBe(results(-1, source));
    expect(mutants.map((_, id) => results(id, all))).toEqual(mutants.map((one) => results(-1, mutated(source, one))));
    expect(mutants.length).toBeGreaterThan(8);
  });

  test("files of guards can be compiled with all their mutants in them", () => {
    const parser = { syntax: "typescript" } as const;
    for (const { source: text, mutants: own } of mutatedFiles(ROOT, "lib/guards")) {
      expect(() => transformSync(instrumented(text, own, 0), { jsc: { parser } })).not.toThrow();
    }
  });
});

describe(answerMutants, () => {
  const answers = (source: string): readonly string[] =>
    mutantsOf(source, "source.ts", "answers").map(({ start, end, to }) => `${source.slice(start, end)} -> ${to}`);

  test("empties what a function answers, by its declared type", () => {
    expect(answers("function f(x: number): readonly string[] { if (x > 1) return []; return [x]; }")).toEqual([
      "[x] -> []",
    ]);
    expect(answers("const is = (x: number): boolean => x > 1;")).toEqual(["x > 1 -> true", "x > 1 -> false"]);
    expect(answers("const is = (x: unknown): x is string => ok(x);")).toEqual(["ok(x) -> true", "ok(x) -> false"]);
    expect(answers("const f = (): string | undefined => g();")).toEqual(["g() -> undefined"]);
    expect(answers("const f = (): ReadonlyMap<string, string> => g();")).toEqual(["g() -> new Map()"]);
    expect(answers("class A { get size(): number { return this.own; } }")).toEqual(["this.own -> 0"]);
  });

  test("a function within another has its own type, and without one no mutant", () => {
    expect(answers("function f(): string { return list.map((x) => x.name).join(); }")).toEqual([
      'list.map((x) => x.name).join() -> ""',
    ]);
    expect(answers("const f = () => 1; const g = (): Thing => made(); return 3;")).toEqual([]);
  });
});

describe("SAME_BEHAVIOUR", () => {
  const there = (list: readonly string[]): readonly string[] => {
    const files = [...new Set(list.flatMap((name) => /^[^:]+/.exec(name)?.[0] ?? []))].filter((file) =>
      existsSync(join(ROOT, file)),
    );
    const names = new Set(
      files
        .flatMap((file) => [...mutatedFiles(ROOT, file), ...mutatedFiles(ROOT, file, "answers")])
        .flatMap(({ mutants }) => mutants.map(({ name }) => name)),
    );
    return list.filter((name) => names.has(name));
  };

  test("names mutants that are there, as the files are today", () => {
    const all = [...SAME_BEHAVIOUR.keys()];
    expect(there(all)).toEqual(all);
    expect(there(["lib/guards/live.ts: nothing | a -> b", "lib/nowhere.ts: nothing | a -> b"])).toEqual([]);
  });
});

describe(readersOf, () => {
  const readers = (source: string): readonly string[] | undefined => {
    const tree = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
    const all = mutantsOf(source);
    return all[0] && readersOf(tree, all[0], all)?.map(({ start, end }) => source.slice(start, end));
  };

  test("of a constant that functions of its file alone read are the mutants in those functions", () => {
    expect(
      readers("const MOST = 3;\nexport const is = (x: number) => x > MOST;\nfunction other() { return 1; }"),
    ).toEqual([">", ">"]);
  });

  test.each([
    ["is exported", "export const MOST = 3;\nfunction is(x: number) { return x > MOST; }"],
    [
      "is read where the file is loaded",
      "const MOST = 3;\nconst ALL = [MOST];\nfunction is(x: number) { return x > MOST; }",
    ],
    ["is exported below", "const MOST = 3;\nfunction is(x: number) { return x > MOST; }\nexport { MOST };"],
    ["is read by a function without a mutant", "const MOST = 3;\nexport const is = () => MOST;"],
    ["nobody reads", "const MOST = 3;"],
  ])("of a constant that %s nobody knows them all", (_, source) => {
    expect(readers(source)).toBeUndefined();
  });
});
