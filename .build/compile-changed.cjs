"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const SOURCES = ["lib", "stacks"];
/** What was compiled of what; in the folder of the output. */
const RECORD = ".sources.json";
/** Written by the build alone, of what all commands say: gone as soon as one may say something else. */
const BUILT_HELP = "lib/cli/help/help.txt";

/**
 * Compiles each source that is not the one that was compiled last, into `dist/` of the checkout `root`, and deletes what was
 * compiled of sources that are gone. Answers how many files changed. Types are not looked at: `npm run types` does.
 * Where nothing changed, this costs a look at each file's time and size.
 */
function compileChanged(root) {
  const dist = path.join(root, "dist");
  const compiler = compilerOf(root);
  const known = recordIn(dist, compiler);
  const found = Object.fromEntries(SOURCES.flatMap((top) => sourcesIn(root, top)));
  const changed = Object.keys(found).filter((file) => found[file] !== known[file]);
  const gone = Object.keys(known).filter((file) => found[file] === undefined);
  if (changed.length === 0 && gone.length === 0) return 0;
  const compile = changed.length === 0 ? undefined : compilerFrom(root);
  fs.rmSync(path.join(dist, BUILT_HELP), { force: true });
  for (const file of changed) writeWhole(path.join(dist, outputOf(file)), compile(file));
  for (const file of gone) fs.rmSync(path.join(dist, outputOf(file)), { force: true });
  writeWhole(path.join(dist, RECORD), JSON.stringify({ compiler, files: found }));
  return changed.length + gone.length;
}

/** Sources below a folder, each with what tells one version from the next. */
function sourcesIn(root, folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(root, file);
    if (!/\.(ts|json)$/.test(entry.name)) return [];
    const { mtimeMs, ctimeMs, size } = fs.statSync(path.join(root, file));
    return [[file, `${mtimeMs} ${ctimeMs} ${size}`]];
  });
}

/** Nothing, where there is no record, or one of another compiler. */
function recordIn(dist, compiler) {
  try {
    const record = JSON.parse(fs.readFileSync(path.join(dist, RECORD), "utf8"));
    return record.compiler === compiler ? record.files : {};
  } catch {
    return {};
  }
}

function compilerOf(root) {
  const hash = createHash("sha256").update(fs.readFileSync(__filename));
  for (const name of [".swcrc", "package-lock.json"]) hash.update(fs.readFileSync(path.join(root, name)));
  return hash.digest("hex");
}

/** Throws where the compiler is not installed: `npm ci --omit=dev` leaves it out. */
function compilerFrom(root) {
  const { transformSync } = require("@swc/core");
  return (file) => {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    if (file.endsWith(".json")) return text;
    return transformSync(text, { filename: file, configFile: path.join(root, ".swcrc"), sourceMaps: false }).code;
  };
}

function outputOf(file) {
  return file.replace(/\.ts$/, ".js");
}

function writeWhole(target, text) {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(`${target}.${process.pid}.new`, text);
  fs.renameSync(`${target}.${process.pid}.new`, target);
}

module.exports = { compileChanged };
