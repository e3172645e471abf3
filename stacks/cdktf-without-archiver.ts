import Module, { createRequire } from "node:module";

/**
 * Loads cdktf without the package that makes its zip files, a third of all that it loads. cdktf makes those in a process of its own
 * (`private/fs.js` run as a script), so that nothing in this process ever asks for it. To be imported before cdktf is.
 */
const own = createRequire(__filename);
const path = archiver();

if (path !== undefined && require.cache[path] === undefined) {
  const unloaded = new Module(path);
  unloaded.exports = neverAsked;
  require.cache[path] = unloaded;
  own("cdktf");
  // Whoever else asks for it gets the package itself.
  Reflect.deleteProperty(require.cache, path);
}

/** Undefined where the cdktf that is installed, such as a successor of it, has no such package. */
function archiver(): string | undefined {
  try {
    return createRequire(own.resolve("cdktf")).resolve("archiver");
  } catch {
    return undefined;
  }
}

function neverAsked(): never {
  throw new Error("cdktf makes zip files in a process of its own");
}
