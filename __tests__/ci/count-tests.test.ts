import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTests, failedTests } from "../../.ci/count-tests";

describe("countTests", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reports-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const report = (name: string, told: object | string): string => {
    writeFileSync(join(folder, name), typeof told === "string" ? told : JSON.stringify(told));
    return join(folder, name);
  };
  const green = (passed: number): object => ({
    success: true,
    numPassedTests: passed,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
  });
  const red = { success: false, numPassedTests: 7, numFailedTests: 2, numRuntimeErrorTestSuites: 1 };

  test("sums over every run of jest", () => {
    const runs = [report("a", green(4600)), report("b", green(120)), report("c", green(3))];
    expect(countTests(runs, 0)).toEqual({ passed: 4723, failed: 0 });
  });

  test("counts failed tests, files that did not run, and steps beside tests, each once", () => {
    expect(countTests([report("a", green(5)), report("b", red)], 2)).toEqual({ passed: 12, failed: 5 });
  });

  test.each([
    ["has no report", undefined],
    ["has half a report", '{"success": tr'],
    ["has no tests", green(0)],
    ["ended with an error though no test failed", { ...green(9), success: false }],
  ])("counts a run that %s as failed", (_, told) => {
    const own = told === undefined ? join(folder, "none") : report("b", told);
    expect(countTests([report("a", green(5)), own], 0)).toMatchObject({ failed: 1 });
  });

  test("nothing was run: that is no success", () => {
    expect(countTests([], 0)).toEqual({ passed: 0, failed: 1 });
  });

  test("names what failed, and the file that did not run", () => {
    const told = {
      testResults: [
        { name: "a.test.ts", status: "passed", assertionResults: [{ status: "passed", fullName: "adds" }] },
        { name: "b.test.ts", status: "failed", assertionResults: [{ status: "failed", fullName: "room sums" }] },
        { name: "c.test.ts", status: "failed", assertionResults: [] },
      ],
    };
    expect(failedTests([report("a", told), join(folder, "none")])).toEqual([
      "b.test.ts: room sums",
      "c.test.ts: did not run",
    ]);
  });
});
