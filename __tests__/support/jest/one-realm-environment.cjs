const { ModuleMocker } = require("jest-mock");
require("cdktf");

const SYMBOLS = new Set(Object.getOwnPropertySymbols(globalThis));

/**
 * Test files run in the worker's own realm, one after the other, instead of each in a context of its own: packages are
 * loaded once a worker (`one-realm-runtime.cjs`), what they make is of the tests' own classes, and globals are as fast as elsewhere.
 * What a test file leaves behind is taken away after it: variables of the environment, what jest keeps by symbols, and the
 * tokens of cdktf with all constructs that they hold. There are no fake timers.
 */
module.exports = class OneRealmEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  fakeTimersModern = null;
  #console = globalThis.console;
  #exit = process.exit;
  #env = { ...process.env };

  setup() {}

  teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) delete process.env[name];
    Object.assign(process.env, this.#env);
    forgetSymbols();
    forgetTokens();
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  /** Jest wants one, and compiles nothing in it. */
  getVmContext() {
    return {};
  }
};

function forgetSymbols() {
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    const isNew = !SYMBOLS.has(symbol) && Object.getOwnPropertyDescriptor(globalThis, symbol).configurable;
    if (isNew) delete globalThis[symbol];
  }
}

/** @see cdktf/lib/tokens/private/token-map.js, which keeps one map a process */
function forgetTokens() {
  const tokens = globalThis.__cdktfTokenMap;
  tokens?.stringTokenMap.clear();
  tokens?.numberTokenMap.clear();
  if (tokens !== undefined) tokens.tokenCounter = 0;
}
