const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** What os.tmpdir(), Terraform, Go and shells ask for the temporary folder. */
const NAMES = ["TMPDIR", "TMP", "TEMP"];
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * A run of tests has a temporary folder of its own, which goes when the run ends, is interrupted or told to end: what a test,
 * cdktf's `Testing.app()` or a program that a test starts leaves there goes with it.
 */
module.exports = () => makeTemporaryFolder(tmpdir());

/** Makes the run's folder in another one: on the disk, or in memory (`memory-folder.cjs`). */
function makeTemporaryFolder(parent) {
  const folder = mkdtempSync(join(parent, "eks-access-tests-"));
  for (const name of NAMES) process.env[name] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [signal, number] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(128 + number));
}

module.exports.makeTemporaryFolder = makeTemporaryFolder;
module.exports.NAMES = NAMES;
