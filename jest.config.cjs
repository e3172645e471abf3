const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const TESTS = join(__dirname, "__tests__");

/** Test files in the worker's own realm: see `one-realm-environment.cjs`. */
const oneRealm = {
  testEnvironment: "<rootDir>/__tests__/support/jest/one-realm-environment.cjs",
  runtime: "<rootDir>/__tests__/support/jest/one-realm-runtime.cjs",
};

/** Test files that have laws: cases made by fast-check, or counted by `support/law-runs`. */
const withLaws = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts") && !file.startsWith("e2e"))
  .filter((file) => /"fast-check"|\/law-runs"/.test(readFileSync(join(TESTS, file), "utf8")));

/** Projects whose tests write nothing but small files. */
const inMemory = { globalSetup: "<rootDir>/__tests__/support/jest/memory-folder.cjs" };

const shared = {
  globalSetup: "<rootDir>/__tests__/support/jest/temporary-folder.cjs",
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  testEnvironment: "node",
  moduleFileExtensions: ["ts", "js", "cjs", "mjs", "json", "node"],
  transform: { "^.+\\.ts$": "@swc/jest" },
  moduleNameMapper: {
    "^\\./stack-trace$|/tokens/private/stack-trace$": "<rootDir>/__tests__/support/jest/no-stack-trace.ts",
    "^(\\.{1,2}/.*)\\.js$": "$1",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/"],
  setupFiles: ["<rootDir>/__tests__/support/jest/seed.ts"],
  setupFilesAfterEnv: ["assertions", "expected-codes"].map((name) => `<rootDir>/__tests__/support/jest/${name}.ts`),
};

module.exports = {
  reporters: ["default", "<rootDir>/__tests__/support/jest/expected-codes-reporter.cjs"],
  projects: [
    {
      ...shared,
      ...oneRealm,
      ...inMemory,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/e2e/", "\\.process\\.test\\.ts$"],
    },
    {
      ...shared,
      ...oneRealm,
      displayName: "process",
      testMatch: ["<rootDir>/__tests__/**/*.process.test.ts"],
    },
    {
      ...shared,
      ...oneRealm,
      ...inMemory,
      displayName: "laws",
      testMatch: withLaws.map((file) => `<rootDir>/__tests__/${file}`),
      setupFiles: ["<rootDir>/__tests__/support/jest/at-full-length.ts", ...shared.setupFiles],
    },
    { ...shared, displayName: "e2e", testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"] },
  ],
};
