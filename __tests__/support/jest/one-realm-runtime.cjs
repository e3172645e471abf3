const asyncHooks = require("node:async_hooks");
const { readFileSync } = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const { dirname, join, sep } = require("node:path");
const { compileFunction } = require("node:vm");
const { default: Runtime } = require("jest-runtime");

// cdktf notes of every token where it was made, all of the stack, of which nothing is ever printed: half of what a synthesis takes.
const traces = require.resolve("cdktf/lib/tokens/private/stack-trace");
require(traces).captureStackTrace = () => [];

/** What jest hands out itself, and what is loaded anew for each test file: files by path. */
const OWN = /^(?:[./]|@jest\/|expect$)/;
const NODE_MODULES = `${sep}node_modules${sep}`;

const ROOT = join(__dirname, "..", "..", "..");
/** Folders of the product: what their files export holds no state but what is computed again alike. */
const PRODUCT = ["lib", "stacks"].map((folder) => join(ROOT, folder) + sep);
/** What replaces something in a module: a test file that has it gets modules of its own. */
const REPLACES = /\bjest\.(?:mock|doMock|unmock|spyOn|replaceProperty|resetModules|isolateModules\w*)\(/;

/** By file of the product: the module, run once a worker. */
const shared = new Map();
/** By file of the product: the files that require it. */
const dependants = new Map();
/** The runtime of the test file that runs. */
let current;

/** By file: its text, and the function that runs it. */
const compiled = new Map();
/** By file: `require` as node gives it there. */
const requires = new Map();

/**
 * Jest's runtime for `one-realm-environment.cjs`: files of tests are compiled once a worker and run anew for each test file, so
 * that none sees another's state; files of the product run once a worker, but for test files that replace something in them;
 * packages are loaded once a worker, by node itself.
 */
class OneRealmRuntime extends Runtime {
  #storages = [];
  #sharesProduct;

  constructor(...given) {
    super(...given);
    const { injectedModuleParameters } = this.executor;
    this.executor.compile = (text, filename) => compileOnce(text, filename, injectedModuleParameters);
    this.#sharesProduct = !REPLACES.test(readFileSync(this._testPath, "utf8"));
    current = this;
  }

  requireModule(from, name, options, isRequireActual) {
    if (name === "node:async_hooks" && !shared.has(from)) return this.#asyncHooks();
    const isOther = name !== undefined && options === undefined && !isBuiltin(name);
    if (isOther && !OWN.test(name) && !from.includes(NODE_MODULES)) return requireOf(from)(name);
    const path = isOther && this.#sharesProduct && name.startsWith(".") ? this._resolution.resolveCjs(from, name) : "";
    if (PRODUCT.some((folder) => path.startsWith(folder))) {
      dependants.set(path, (dependants.get(path) ?? new Set()).add(from));
      return this.#ofProduct(path);
    }
    return super.requireModule(from, name, options, isRequireActual);
  }

  #ofProduct(filename) {
    const known = shared.get(filename);
    if (known !== undefined) return known.exports;
    const module = { exports: {}, filename, id: filename, loaded: false, children: [], path: dirname(filename) };
    shared.set(filename, module);
    try {
      this.#run(module);
    } catch (error) {
      shared.delete(filename);
      throw error;
    }
    return module.exports;
  }

  #run(module) {
    const { exports, filename, path } = module;
    if (filename.endsWith(".json")) {
      module.exports = JSON.parse(readFileSync(filename, "utf8"));
      return;
    }
    const text = this.transformCache.transform(filename);
    const run = compileOnce(text, filename, this.executor.injectedModuleParameters);
    // What is imported later is asked of the runtime that is there then.
    const require = Object.assign((name) => current.requireModule(filename, name), requireOf(filename));
    run.call(exports, module, exports, require, path, filename);
    module.loaded = true;
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

/** The product's files run anew for whoever requires them next: a file and whatever requires it, or all. */
OneRealmRuntime.forgetProduct = (filename) => {
  if (filename === undefined) shared.clear();
  else forget(filename, new Set());
};

function forget(filename, seen) {
  if (seen.has(filename)) return;
  seen.add(filename);
  shared.delete(filename);
  for (const one of dependants.get(filename) ?? []) forget(one, seen);
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
