const { default: TestRunner, EmittingTestRunner } = require("jest-runner");
const { forgetProduct } = require("../../jest/one-realm-runtime.cjs");

/** Hands jest's way to run a test file to whoever tries mutants, once: jest itself hears of no result. */
module.exports = class MutantRunner extends EmittingTestRunner {
  #context;
  #globalConfig;

  constructor(globalConfig, context) {
    super(globalConfig, context);
    this.#context = context;
    this.#globalConfig = globalConfig;
  }

  on() {
    return () => {};
  }

  async runTests(tests, watcher) {
    const runOne = async (path) => {
      const runner = new TestRunner(this.#globalConfig, this.#context);
      let failure;
      runner.on("test-file-success", ([, result]) => {
        const broken = result.testExecError?.message ?? result.failureMessage;
        failure = result.numFailingTests > 0 || result.testExecError != null ? (broken ?? "fails") : undefined;
      });
      runner.on("test-file-failure", ([, error]) => {
        failure = error.message ?? "fails";
      });
      const test = tests.find((one) => one.path === path);
      await runner.runTests([test], watcher, { serial: true });
      return failure;
    };
    await globalThis.__tryMutants({ paths: tests.map(({ path }) => path), runOne, forgetProduct });
  }
};
