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
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
