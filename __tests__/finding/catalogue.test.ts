import {
  CATALOGUE,
  CODES,
  codesOf,
  currentCode,
  isCode,
  refuseSecondMeaning,
  says,
  weightOf,
} from "../../lib/finding/catalogue";
import { type CodeRow, CONTEXTS } from "../../lib/finding/code-row";
import { findingsIn } from "../../lib/finding/finding";
import { GUARDS } from "../../lib/migration/guard/guards";
import { JUDGEMENTS, PLAN_JUDGEMENTS } from "../../lib/rules/judgements";

const row = (rest: Partial<CodeRow> = {}): CodeRow => ({
  severity: { gate: "error" },
  rule: "-",
  meaning: "One thing.",
  ...rest,
});

describe("refuseSecondMeaning", () => {
  test("takes tables in which each code stands once", () => {
    expect(() => {
      refuseSecondMeaning([{ one: row() }, { other: row({ acceptable: true }), third: row({ openedBy: "other" }) }]);
    }).not.toThrow();
  });

  test("refuses a second row of one code, the same words too", () => {
    expect(() => {
      refuseSecondMeaning([{ one: row() }, { other: row(), one: row() }]);
    }).toThrow("one: a second row, expected one meaning for each code");
  });

  test.each([
    ["no code", { one: row({ openedBy: "misspelt" }) }, "misspelt"],
    ["a code that cannot be accepted", { one: row({ openedBy: "other" }), other: row() }, "other"],
  ])("refuses what %s opens", (_title, table, named) => {
    expect(() => {
      refuseSecondMeaning([table]);
    }).toThrow(`one: openedBy names no acceptable code, got \`${named}\``);
  });
});

describe("a former name of a code", () => {
  test.each([
    ["another code has", { one: row({ acceptable: true, formerly: ["other"] }), other: row() }, "other"],
    [
      "another code had",
      { zero: row({ acceptable: true, formerly: ["old"] }), one: row({ acceptable: true, formerly: ["old"] }) },
      "old",
    ],
    ["of a code that cannot be accepted", { one: row({ formerly: ["old"] }) }, "old"],
  ])("is refused: a name that %s", (_title, table, name) => {
    expect(() => {
      refuseSecondMeaning([table]);
    }).toThrow(`one: formerly \`${name}\`, expected a name that no other code has or had, of an acceptable code`);
  });

  test("is taken where it means one acceptable code", () => {
    expect(() => {
      refuseSecondMeaning([{ one: row({ acceptable: true, formerly: ["old", "older"] }), other: row() }]);
    }).not.toThrow();
  });

  test("stands for that code; any other text is itself", () => {
    const renamed = { ...CATALOGUE["entry-weaker"], formerly: ["entry-lesser"] };
    const replaced = jest.replaceProperty(CATALOGUE, "entry-weaker", renamed);
    expect(["entry-lesser", "entry-weaker", "entry-least", "constructor"].map(currentCode)).toEqual([
      "entry-weaker",
      "entry-weaker",
      "entry-least",
      "constructor",
    ]);
    replaced.restore();
    expect(currentCode("entry-lesser")).toBe("entry-lesser");
  });
});

describe("CATALOGUE", () => {
  test("gives each meaning to one code", () => {
    const meanings = CODES.map((code) => CATALOGUE[code].meaning);
    expect(meanings.filter((meaning, i) => meanings.indexOf(meaning) < i)).toEqual([]);
  });

  test.each(CODES)("%s is said by somebody, and its meaning is a sentence", (code) => {
    const { meaning, severity } = CATALOGUE[code];
    expect(CONTEXTS.filter((context) => severity[context] !== undefined)).not.toEqual([]);
    expect(meaning).toMatch(/^[`A-Za-z].*[.?]$/);
  });

  test("a review can say what its judgements find, and that an acceptance has expired", () => {
    const judged = [...PLAN_JUDGEMENTS, ...JUDGEMENTS].map(({ code }) => code);
    expect(codesOf("review").sort()).toEqual([...judged, "accept-expired"].sort());
  });

  test("Terraform can say what its guards refuse", () => {
    expect(codesOf("guard").sort()).toEqual(GUARDS.map(({ code }) => code).sort());
  });

  test("knows its codes alone", () => {
    expect(["row-dead", "row-deed", "constructor", ""].map(isCode)).toEqual([true, false, false, false]);
    expect([says("gate", "row-dead"), says("review", "row-dead"), says("gate", "toString")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("weightOf", () => {
  test.each([
    ["entry-weaker", "gate", undefined, "blocker"],
    ["entry-weaker", "gate", "warning", "warning"],
    ["entry-weaker", "review", undefined, "danger"],
    ["entry-weaker", "review", "note", "note"],
    ["stage-mode", "gate", "error", "error"],
  ] as const)("%s in %s, asked for %s, weighs %s", (...[code, context, asked, weight]) => {
    expect(weightOf(code, context, asked)).toBe(weight);
  });

  test.each([
    ["entry-weaker", "gate", "note"],
    ["entry-weaker", "guard", "blocker"],
    ["stage-mode", "gate", "warning"],
    ["stage-mode", "review", undefined],
  ] as const)("%s in %s never weighs %s", (code, context, asked) => {
    expect(() => weightOf(code, context, asked)).toThrow(`${code}: \`${asked ?? "a severity"}\` in \`${context}\``);
  });
});

describe("findingsIn", () => {
  test("makes findings that weigh what the catalogue says", () => {
    const finding = findingsIn("gate");
    expect(finding("stage-mode", "authentication_mode", { message: "m", help: "h" })).toEqual({
      code: "stage-mode",
      severity: "error",
      path: "authentication_mode",
      message: "m",
      help: "h",
    });
    expect(finding("row-uncovered", "p", { message: "m", severity: "warning" }).severity).toBe("warning");
  });

  test("makes none of an unknown code, or of one that the context does not say", () => {
    const finding = findingsIn("gate");
    // @ts-expect-error: no such code
    expect(() => finding("row-deed", "p", { message: "m" })).toThrow();
    // @ts-expect-error: a review alone says it
    expect(() => finding("access-lost", "p", { message: "m" })).toThrow("access-lost: `a severity` in `gate`");
  });
});
