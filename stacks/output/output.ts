import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { abandonedStagings, makeStaging } from "./abandoned-staging";
import { compareText } from "../../lib/finding/text-order";

/** An output that could not be written; what was there before is there still, whole. */
export interface Unwritten {
  /** The folder of the output, or one in it that is a link. */
  readonly path: string;
  /** The system's words, `ENOSPC: no space left on device, write`, or why it is not written to. */
  readonly reason: string;
}

/** What was made in the folder that it was given, and whether that is to be the output. */
export interface Made<Value> {
  readonly value: Value;
  readonly isOutput: boolean;
}

/**
 * Has an output made in a folder of its own, in `folder`, and puts it in place when all of it is on the disk: file by file,
 * by renaming, so that each is the old one or the new one at any moment. Where that fails, the files that were in place
 * already are changed back. Other files (a state, a lock file, `.terraform`, stacks that are gone) are not touched; what a
 * killed run left of its own folder is deleted.
 */
export function replaceOutput<Value>(folder: string, make: (staging: string) => Made<Value>): Value | Unwritten {
  let created: string | undefined;
  let staging: string | undefined;
  try {
    // Node's own way up never ends where the parent is there and takes no folder: /proc, say.
    if (!existsSync(folder)) created = mkdirSync(folder, { recursive: !existsSync(dirname(folder)) }) ?? folder;
    for (const left of abandonedStagings(folder, Date.now())) removed(left);
    staging = makeStaging(folder);
    const { value, isOutput } = make(staging);
    if (!isOutput) return value;
    const link = linkedFolder(folder, filesIn(staging));
    if (link !== undefined) return { path: link, reason: LINKED };
    putInPlace(staging, folder);
    created = undefined;
    return value;
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    return { path: folder, reason: String(error).replace(/^Error: /, "") };
  } finally {
    for (const path of [staging, created]) if (path !== undefined) removed(path);
  }
}

const LINKED =
  "it is a link, expected a folder: what is written there would be elsewhere; delete the link, or let the whole output be elsewhere by CDKTF_OUTDIR";

/**
 * A folder within the output that is a link: whoever wrote it decides what is overwritten. The output itself may be one, which
 * is the choice of whoever runs this.
 */
function linkedFolder(folder: string, files: readonly string[]): string | undefined {
  const within = new Set(files.flatMap((file) => foldersAbove(file)));
  return [...within]
    .map((one) => join(folder, one))
    .find((path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true);
}

/** `stacks`, `stacks/demo` of `stacks/demo/cdk.tf.json`. */
function foldersAbove(file: string): string[] {
  const steps = file.split(sep).slice(0, -1);
  return steps.map((_, i) => join(...steps.slice(0, i + 1)));
}

/** The manifest is last: it names the stacks. */
function filesIn(staging: string): string[] {
  return readdirSync(staging, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(staging.length + 1))
    .sort((a, b) => depth(b) - depth(a) || compareText(a, b));
}

function putInPlace(staging: string, folder: string): void {
  const files = filesIn(staging);
  for (const file of files) flushed(join(staging, file));
  const old = mkdtempSync(join(staging, ".old-"));
  const undo: (() => void)[] = [];
  try {
    for (const [i, file] of files.entries()) {
      replace({ from: join(staging, file), to: join(folder, file), backup: join(old, String(i)) }, undo);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

interface Replacement {
  readonly from: string;
  readonly to: string;
  readonly backup: string;
}

/** Takes one file, and says how to take that back. */
function replace({ from, to, backup }: Replacement, undo: (() => void)[]): void {
  const made = mkdirSync(dirname(to), { recursive: true });
  if (made !== undefined) undo.push(() => rmSync(made, { recursive: true }));
  const isOld = existsSync(to);
  if (isOld) keep(to, backup);
  renameSync(from, to);
  undo.push(() => (isOld ? renameSync(backup, to) : rmSync(to)));
}

/** A second name for the file costs no space; not every disk gives one. */
function keep(path: string, backup: string): void {
  try {
    linkSync(path, backup);
  } catch {
    copyFileSync(path, backup);
  }
}

/** A full disk may say so when the file is really written. */
function flushed(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is left behind is hidden and no output: nothing is said about it. */
function removed(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // the disk is read-only, say: that was told already
  }
}

function depth(file: string): number {
  return file.split(/[/\\]/).length;
}

function isOfSystem(error: unknown): boolean {
  return typeof error === "object" && error !== null && "syscall" in error;
}
