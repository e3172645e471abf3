import { readFileSync } from "node:fs";

/** What came of everything that has to be green. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Counts tests over all reports of jest; what failed beside tests (types, lint, a run that ended with an error though no
 * test failed) counts once each. A run without a report, or without a test, failed.
 */
export function countTests(reports: readonly string[], failedSteps: number): Count {
  const counts = reports.map(countOf);
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, reports.length === 0 ? failedSteps + 1 : failedSteps),
  };
}

function countOf(path: string): Count {
  const report = reportIn(path);
  const passed = numberOf(report.numPassedTests);
  const failed = numberOf(report.numFailedTests) + numberOf(report.numRuntimeErrorTestSuites);
  const isGreen = report.success === true && passed > 0;
  return { passed, failed: failed === 0 && !isGreen ? 1 : failed };
}

/** What failed, a line each: the name of a test, or the file that did not run; the log of a whole run is long. */
export function failedTests(reports: readonly string[]): readonly string[] {
  return reports.flatMap((path) => listOf(reportIn(path).testResults).flatMap(failedOfFile));
}

function failedOfFile(file: Readonly<Record<string, unknown>>): readonly string[] {
  const failed = listOf(file.assertionResults).filter(({ status }) => status === "failed");
  if (failed.length === 0) return file.status === "failed" ? [`${textOf(file.name)}: did not run`] : [];
  return failed.map(({ fullName }) => `${textOf(file.name)}: ${textOf(fullName)}`);
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.map((one) => (typeof one === "object" && one !== null ? { ...one } : {}));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "without a name";
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function reportIn(path: string): Readonly<Record<string, unknown>> {
  try {
    const report: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof report === "object" && report !== null ? { ...report } : {};
  } catch {
    return {};
  }
}

/** The last line of `.ci/run`: `tsx .ci/count-tests.ts FAILED-STEPS REPORT...` */
function main([failedSteps = "0", ...reports]: readonly string[]): number {
  const { passed, failed } = countTests(reports, Number(failedSteps));
  for (const name of failedTests(reports)) process.stdout.write(`failed: ${name}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
