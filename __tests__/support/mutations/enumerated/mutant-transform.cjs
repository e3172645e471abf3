const { createTransformer } = require("@swc/jest");

const swc = createTransformer();

/** The text of a file with all its mutants in it, where it has any. */
function textOf(source, path) {
  return globalThis.__mutantSession.texts[path] ?? source;
}

module.exports = {
  process: (source, path, options) => swc.process(textOf(source, path), path, options),
  getCacheKey: (source, path, options) => swc.getCacheKey(textOf(source, path), path, options),
};
