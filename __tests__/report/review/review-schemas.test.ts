import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import { validateXML } from "xmllint-wasm";
import { sarifText } from "../../../lib/report/findings/sarif";
import { reviewJunit } from "../../../lib/report/review/formats/review-junit";
import type { ReviewOutcome } from "../../../lib/report/review/review-outcome";
import { reviewSarif } from "../../../lib/report/review/formats/review-sarif";
import { reviewOf } from "../../../lib/rules/judge";
import { planNamed, planNames } from "../../support/plans/plan-fixtures";
import { demoFile, reviewed } from "../../support/reviews/review-clusters";
import { planReview, review, reviewFinding, safePlan } from "../../support/reviews/reviews";

/** Every kind of plan that Terraform made, one without findings, and texts of strangers. */
function outcomes(): ReviewOutcome[] {
  const paint = (text: string): string => text;
  const plans = planNames().map((name) => reviewed(planNamed(name), demoFile("entries")));
  const strange = planReview({
    findings: [reviewFinding({ path: "", message: 'a <b> & "c" ]]> \u0000\u001b[31m \ud800 [x](y)' })],
  });
  const all = [reviewOf(plans), review([safePlan("b.json")]), review([strange])];
  return all.map((one) => ({ review: one, exitCode: 1, paint }));
}

const OUTCOMES = outcomes();

/** The schema of OASIS, as a package carries it: draft 4, and links that nobody has to follow. */
const UNREAD = [{ source: "bad.json", message: "bad.json: it is not JSON", help: "write it" }];
const SARIF: object = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
);

describe("SARIF, by the schema of OASIS (2.1.0)", () => {
  const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
    SARIF,
  );
  const problems = (text: string) => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
  };

  test("reviews of every plan are valid", () => {
    for (const outcome of OUTCOMES) expect(problems(reviewSarif(outcome))).toEqual([]);
  });

  test("a plan that could not be read is a run that did not succeed, and is valid", () => {
    const [outcome] = OUTCOMES;
    if (outcome === undefined) throw new Error("no outcome");
    const text = reviewSarif({ ...outcome, unread: UNREAD });
    expect(problems(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      runs: [
        {
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [{ level: "error", message: { text: "bad.json: it is not JSON; write it" } }],
            },
          ],
        },
      ],
    });
  });

  test("a line 0, or a level that SARIF does not have, is not", () => {
    const finding = { code: "row-dead", severity: "warning", path: "", message: "m", file: "a.yaml" } as const;
    const text = (line: number) =>
      sarifText({ clusters: [], findings: [{ ...finding, line }], isRefused: false }, "gate");
    expect(problems(text(1))).toEqual([]);
    expect(problems(text(0))).toContain("/runs/0/results/0/locations/0/physicalLocation/region/startLine must be >= 1");
    expect(problems(text(1).replaceAll('"level": "warning"', '"level": "danger"'))).not.toEqual([]);
  });
});

describe("JUnit, by what its readers have in common", () => {
  const schema = {
    fileName: "junit.xsd",
    contents: readFileSync(join(__dirname, "../../fixtures/schemas/junit.xsd"), "utf8"),
  };
  const problems = async (contents: string) => {
    const { errors } = await validateXML({ xml: [{ fileName: "review.xml", contents }], schema: [schema] });
    return errors.map(({ message }) => message);
  };

  test("reviews of every plan are valid", async () => {
    for (const outcome of OUTCOMES) expect(await problems(reviewJunit(outcome))).toEqual([]);
  });

  test("a plan that could not be read is an error, and is valid", async () => {
    const [outcome] = OUTCOMES;
    if (outcome === undefined) throw new Error("no outcome");
    const xml = reviewJunit({ ...outcome, unread: UNREAD });
    expect(await problems(xml)).toEqual([]);
    expect(xml).toMatch(/^<testsuites name="eks-access review" tests="\d+" failures="\d+" errors="1">$/m);
    expect(xml).toContain(
      '<error type="unreadable" message="bad.json: it is not JSON">bad.json: it is not JSON; write it</error>',
    );
  });

  test("a suite without cases, or a case without name, is not", async () => {
    const suite = (cases: string) =>
      `<testsuites tests="0" failures="0"><testsuite name="a" tests="0" failures="0">${cases}</testsuite></testsuites>`;
    expect(await problems(suite('<testcase classname="a" name="b"/>'))).toEqual([]);
    expect(await problems(suite(""))).toHaveLength(1);
    expect(await problems(suite('<testcase classname="a"/>'))).toHaveLength(1);
    expect(await problems(suite('<testcase classname="a" name="b"><failure>x</failure></testcase>'))).not.toEqual([]);
  });
});
