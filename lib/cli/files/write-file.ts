import { randomBytes } from "node:crypto";
import { type FileHandle, open, readlink, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import { Failure } from "../failure";

/** More links than this lead in a circle. */
const MOST_LINKS = 40;

/**
 * Writes a file whole or not at all: beside it, onto the disk, then renamed over it. Keeps the file's mode, and writes
 * through a symbolic link. Throws a {@link Failure} that calls it `name`; then the file is as it was.
 */
export async function writeFileWhole(path: string, text: string | Uint8Array, name = path): Promise<void> {
  try {
    await replace(await targetOf(path), text);
  } catch (error) {
    throw new Failure(`${name}: cannot be written: ${reasonOf(error)}`, { help: "nothing was changed" });
  }
}

async function replace(target: string, text: string | Uint8Array): Promise<void> {
  const folder = dirname(target);
  // Hidden and no *.yaml: what a killed process leaves behind is no cluster file.
  const beside = join(folder, `.${basename(target)}.${randomBytes(6).toString("hex")}.new`);
  try {
    await writeNew(beside, text, await modeOf(target));
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeNew(path: string, text: string | Uint8Array, mode: number | undefined): Promise<void> {
  const file = await open(path, "wx", mode ?? 0o666);
  try {
    // The mode at creation is less the umask's bits.
    if (mode !== undefined) await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await unlessMissing(stat(path));
  if (found?.isDirectory() === true) throw new Error("EISDIR: illegal operation on a directory");
  return found === undefined ? undefined : found.mode & 0o7777;
}

/** Where a path leads, links followed; the end need not exist. */
async function targetOf(path: string): Promise<string> {
  let target = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return target;
    target = resolve(dirname(target), next);
  }
  throw new Error("ELOOP: too many symbolic links encountered");
}

async function unlessMissing<Value>(wanted: Promise<Value>): Promise<Value | undefined> {
  return wanted.catch((error: unknown) => {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
}

/** So that the new name survives a crash; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle | undefined = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
