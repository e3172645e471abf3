const OneRealmEnvironment = require("../../jest/one-realm-environment.cjs");

/**
 * Test files as ever, of which those tests run that reach the mutant that is tried, up to the first that fails. Without a mutant it
 * notes which of them each test reaches; what is reached outside of tests belongs to all of the file.
 */
module.exports = class MutantEnvironment extends OneRealmEnvironment {
  #tests = [];
  #outside = [];

  handleTestEvent(event, state) {
    const session = globalThis.__mutantSession;
    if (event.name === "run_start") this.#start(session, state);
    else if (event.name === "test_start") this.#outside.push(...session.reached.take());
    else if (event.name === "test_done") this.#done(session, event.test);
    else if (event.name === "run_finish") {
      this.#outside.push(...session.reached.take());
      session.tests.push({ index: -1, mutants: [...new Set(this.#outside)], milliseconds: 0 });
    }
  }

  #start(session, state) {
    this.#tests = testsOf(state.rootDescribeBlock);
    const { selected } = session;
    if (selected === undefined) return;
    this.#tests.forEach((test, i) => {
      if (!selected.has(i)) test.mode = "skip";
    });
  }

  #done(session, test) {
    const milliseconds = test.duration ?? 0;
    session.tests.push({ index: this.#tests.indexOf(test), mutants: session.reached.take(), milliseconds });
    if (test.errors.length === 0 || session.goesOn) return;
    for (const one of this.#tests) one.mode = "skip";
  }
};

function testsOf(block) {
  return block.children.flatMap((child) => (child.type === "describeBlock" ? testsOf(child) : [child]));
}
