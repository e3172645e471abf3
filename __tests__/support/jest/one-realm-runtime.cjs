const asyncHooks = require("node:async_hooks");
const { createRequire, isBuiltin } = require("node:module");
const { sep } = require("node:path");
const { compileFunction } = require("node:vm");
const { default: Runtime } = require("jest-runtime");

// cdktf notes of every token where it was made, all of the stack, of which nothing is ever printed: half of what a synthesis takes.
const traces = require.resolve("cdktf/lib/tokens/private/stack-trace");
require(traces).captureStackTrace = () => [];

/** What jest hands out itself, and what is loaded anew for each test file: files by path. */
const OWN = /^(?:[./]|@jest\/|expect$)/;
const NODE_MODULES = `${sep}node_modules${sep}`;

/** By file: its text, and the function that runs it. */
const compiled = new Map();
/** By file: `require` as node gives it there. */
const requires = new Map();

/**
 * Jest's runtime for `one-realm-environment.cjs`: files of the project are compiled once a worker and run anew for each test
 * file, so that none sees another's state; packages are loaded once a worker, by node itself.
 */
class OneRealmRuntime extends Runtime {
  #storages = [];

  constructor(...given) {
    super(...given);
    const { injectedModuleParameters } = this.executor;
    this.executor.compile = (text, filename) => compileOnce(text, filename, injectedModuleParameters);
  }

  requireModule(from, name, options, isRequireActual) {
    if (name === "node:async_hooks") return this.#asyncHooks();
    const isPackage = name !== undefined && !OWN.test(name) && !isBuiltin(name);
    if (isPackage && options === undefined && !from.includes(NODE_MODULES)) return requireOf(from)(name);
    return super.requireModule(from, name, options, isRequireActual);
  }

  teardown() {
    super.teardown();
    for (const storage of this.#storages) storage.disable();
  }

  /**
   * Jest makes an AsyncLocalStorage for each test file and never disables it: node 20 hands every promise of every later file
   * through all of them.
   */
  #asyncHooks() {
    const storages = this.#storages;
    class AsyncLocalStorage extends asyncHooks.AsyncLocalStorage {
      constructor() {
        super();
        storages.push(this);
      }
    }
    return { ...asyncHooks, AsyncLocalStorage };
  }
}

function compileOnce(text, filename, parameters) {
  const known = compiled.get(filename);
  if (known?.text === text) return known.run;
  const run = compileFunction(text, parameters, { filename });
  compiled.set(filename, { text, run });
  return run;
}

function requireOf(file) {
  const known = requires.get(file);
  if (known !== undefined) return known;
  const made = createRequire(file);
  requires.set(file, made);
  return made;
}

module.exports = OneRealmRuntime;
