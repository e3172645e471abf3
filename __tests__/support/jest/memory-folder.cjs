const { accessSync, constants, readFileSync, statfsSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { makeTemporaryFolder, NAMES } = require("./temporary-folder.cjs");

/** Where Linux keeps files in memory. */
const MEMORY = "/dev/shm";
/** Tests leave some megabytes there until the run ends; a container may have 64 in all. */
const ENOUGH = 2 ** 30;

/**
 * The temporary folder of projects that start no large programs, in memory where the machine has room: thousands of small folders
 * that are made and deleted on a disk are seconds of the kernel's time. Whoever names a temporary folder gets it.
 */
module.exports = () => {
  const isNamed = NAMES.some((name) => process.env[name] !== undefined);
  makeTemporaryFolder(!isNamed && hasMemory() ? MEMORY : tmpdir());
};

/** Whether there is room in memory, for programs too. */
function hasMemory() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    const [, options = "noexec"] = / \/dev\/shm tmpfs (\S+)/.exec(readFileSync("/proc/mounts", "utf8")) ?? [];
    return bavail * bsize >= ENOUGH && !options.split(",").includes("noexec");
  } catch {
    return false;
  }
}
