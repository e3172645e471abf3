const { mkdtempSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");

const ROOT = resolve(__dirname, "../../..");
const TESTS = join(ROOT, "__tests__");

/** Every test file but those against real tools, and those that start programs. */
function unitTests() {
  return readdirSync(TESTS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.endsWith(".process.test.ts") && !file.startsWith("e2e"))
    .map((file) => join(TESTS, file));
}

/**
 * Fails a run of all unit tests in which no expectation named some code that a finding can have: `expected-codes.ts` notes
 * them, file by file. A run of some tests, or one that failed, says nothing.
 */
module.exports = class ExpectedCodesReporter {
  constructor({ testNamePattern }) {
    this.isOfSomeTests = Boolean(testNamePattern);
    this.folder = mkdtempSync(join(tmpdir(), "eks-access-codes-"));
    process.env.EXPECTED_CODES = this.folder;
  }

  onRunComplete(_contexts, { numFailedTests, numRuntimeErrorTestSuites }) {
    const notes = readdirSync(this.folder).map((name) => JSON.parse(readFileSync(join(this.folder, name), "utf8")));
    rmSync(this.folder, { recursive: true });
    const run = new Set(notes.map(({ testPath }) => testPath));
    const isWhole = !this.isOfSomeTests && unitTests().every((file) => run.has(file));
    if (!isWhole || numFailedTests + numRuntimeErrorTestSuites > 0) return;
    const expected = new Set(notes.flatMap((note) => note.expected));
    const codes = new Set(notes.flatMap((note) => note.codes));
    const missing = [...codes].filter((code) => !expected.has(code));
    if (missing.length === 0) return;
    this.error = new Error(`no test expects ${missing.join(", ")}: each code of docs/rules.md needs one that does`);
    process.stderr.write(`\n${this.error.message}\n`);
  }

  getLastError() {
    return this.error;
  }
};
