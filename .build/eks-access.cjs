"use strict";
const path = require("node:path");
const { compileChanged } = require("./compile-changed.cjs");

// What `npm run eks-access -- ...` runs: the command line as the sources are now, compiled where they changed.
const ROOT = path.join(__dirname, "..");

try {
  compileChanged(ROOT);
} catch (error) {
  process.stderr.write(
    `error the sources cannot be compiled: ${error.message}\n    npm ci installs what compiles them\n`,
  );
  process.exit(2);
}
require(path.join(ROOT, "dist/lib/cli/eks-access.js"));
