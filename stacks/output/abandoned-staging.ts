import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A run takes seconds; one of another machine, whose processes nobody here can see, has this long, in milliseconds. */
const LONGEST_RUN = 60 * 60 * 1000;

const STAGING = /^\.new-(?:(\d+)-)?[A-Za-z0-9]+$/;

/** Makes the folder in which an output grows: `.new-<process>-<random>`, so that others can tell whether its run is alive. */
export function makeStaging(folder: string): string {
  return mkdtempSync(join(folder, `.new-${process.pid}-`));
}

/**
 * Paths of folders that killed runs left behind: older than {@link LONGEST_RUN}, and of no process of this machine. Either alone
 * could be a run that is alive: in another container processes have other numbers, and a process can be stopped for hours.
 */
export function abandonedStagings(folder: string, now: number): string[] {
  return foldersIn(folder)
    .filter((name) => STAGING.test(name))
    .filter((name) => !isAlive(Number(STAGING.exec(name)?.[1] ?? 0)))
    .map((name) => join(folder, name))
    .filter((path) => now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) > LONGEST_RUN);
}

/** A folder that cannot be listed can still be written to. */
function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** A signal that is none asks whether a process is there; one of another user is, too. */
function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error && error.code === "EPERM";
  }
}
