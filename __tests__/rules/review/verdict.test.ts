import fc from "fast-check";
import { SEVERITIES } from "../../../lib/finding/severity";
import {
  exitCodeOfVerdict,
  parseAllowance,
  type Verdict,
  verdictOf,
  VERDICTS,
  worstVerdict,
} from "../../../lib/rules/review/verdict";
import { runs } from "../../support/laws/law-runs";

const weighed: fc.Arbitrary<Parameters<typeof verdictOf>[0][number]> = fc.record(
  { severity: fc.constantFrom(...SEVERITIES), isUnknown: fc.boolean(), accepted: fc.constant({ reason: "x" }) },
  { requiredKeys: ["severity"] },
);

describe("verdictOf", () => {
  test("is safe where nothing was found", () => {
    expect(verdictOf([])).toBe("safe");
  });

  test.each([
    ["error", "refused"],
    ["blocker", "refused"],
    ["danger", "danger"],
    ["irreversible", "irreversible"],
    ["warning", "safe"],
    ["note", "safe"],
  ] as const)("makes of one %s: %s", (severity, verdict) => {
    expect(verdictOf([{ severity }])).toBe(verdict);
  });

  test.each(SEVERITIES)("takes what is unknown for unknown, %s or not", (severity) => {
    expect(verdictOf([{ severity, isUnknown: true }])).toBe("unknown");
  });

  test.each(SEVERITIES)("does not count an accepted %s", (severity) => {
    expect(verdictOf([{ severity, accepted: { reason: "x" } }])).toBe("safe");
  });

  test.each([
    [["safe", "irreversible"], "irreversible"],
    [["irreversible", "unknown"], "unknown"],
    [["unknown", "refused"], "refused"],
    [["refused", "danger"], "danger"],
    [[], "safe"],
  ] as const)("of %j the worst is %s", (verdicts, worst) => {
    expect(worstVerdict(verdicts)).toBe(worst);
  });

  test("does not depend on the order, and never gets better by one more finding", () => {
    fc.assert(
      fc.property(fc.array(weighed, { maxLength: 8 }), weighed, (findings, one) => {
        const verdict = verdictOf(findings);
        expect(verdictOf([...findings].reverse())).toBe(verdict);
        expect(VERDICTS.indexOf(verdictOf([...findings, one]))).toBeLessThanOrEqual(VERDICTS.indexOf(verdict));
      }),
      { numRuns: runs(200) },
    );
  });
});

describe("exitCodeOfVerdict", () => {
  test.each<[Verdict, 0 | 1, 0 | 1]>([
    ["safe", 0, 0],
    ["irreversible", 1, 0],
    ["unknown", 1, 1],
    ["refused", 1, 1],
    ["danger", 1, 1],
  ])("is for %s %d, and %d with --allow irreversible", (verdict, plain, allowed) => {
    expect([exitCodeOfVerdict(verdict), exitCodeOfVerdict(verdict, ["irreversible"])]).toEqual([plain, allowed]);
  });
});

describe(parseAllowance, () => {
  test.each([
    ["irreversible", "irreversible"],
    ["destroy=demo", "destroy=demo"],
    ["destroy=", undefined],
    ["destroy", undefined],
    ["do not destroy=demo", undefined],
    ["destroy=demo\nand more", undefined],
    ["danger", undefined],
    ["", undefined],
  ])("takes `%s` for %s", (text, allowance) => {
    expect(parseAllowance(text)).toBe(allowance);
  });
});
