import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";

const ROOT = join(__dirname, "../../..");

/** The command line compiled to JavaScript, as `npm run build` does it, in a folder of its own. */
export interface CompiledCli {
  /** Path of the script that `bin` names. */
  readonly entry: string;
  /** Runs it as a process. */
  readonly run: (args: readonly string[], options?: ProcessOptions) => Promise<ProcessRun>;
  readonly remove: () => void;
}

/** How a process is started. */
export interface ProcessOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Another script beside the entry.
   * @default the entry
   */
  readonly script?: string;
  /** Options of node itself: `--require`. */
  readonly node?: readonly string[];
}

/** What a process left behind. */
export interface ProcessRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const SOURCES = ["lib", "stacks", "main.ts"];
const CACHE = join(ROOT, "node_modules/.cache/eks-access-compiled");
const DAY = 24 * 60 * 60 * 1000;

/**
 * The command line, compiled file by file: types are checked elsewhere. Compiled once for the same sources, whichever process
 * asks first; what is there is for reading. `copy`: a folder of its own, for a test that writes beside the scripts.
 */
export function compileCli({ copy = false } = {}): CompiledCli {
  const folder = copy ? mkdtempSync(join(tmpdir(), "eks-access-dist-")) : compiledProject();
  if (copy) {
    for (const name of ["lib", "package.json"])
      cpSync(join(compiledProject(), name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  }
  const entry = join(folder, "lib/cli/eks-access.js");
  return {
    entry,
    run: async (args, options) => start(entry, args, options),
    remove: () => {
      if (copy) rmSync(folder, { recursive: true });
    },
  };
}

/** The folder with all of the project (of another checkout: `root`) compiled, named by what it was compiled of; `main.js` is in it. */
export function compiledProject(root = ROOT): string {
  const names = SOURCES.flatMap((top) => sourcesIn(root, top));
  const files = names.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const folder = join(CACHE, keyOf(files));
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(join(CACHE, "new-"));
  for (const { file, text } of files) compile(file, text, fresh);
  copyFileSync(join(ROOT, "package.json"), join(fresh, "package.json"));
  try {
    renameSync(fresh, folder);
  } catch {
    // Another process was first, with the same.
    rmSync(fresh, { recursive: true });
  }
  forgetOld();
  return folder;
}

function sourcesIn(root: string, top: string): readonly string[] {
  if (top.endsWith(".ts")) return [top];
  const names = readdirSync(join(root, top), { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.(?:ts|json)$/.test(name)).map((name) => join(top, name));
}

/** Two texts have the same key when compiling them makes the same. */
function keyOf(files: readonly { readonly file: string; readonly text: string }[]): string {
  const hash = createHash("sha256");
  for (const name of [".swcrc", "package.json"]) hash.update(readFileSync(join(ROOT, name)));
  for (const { file, text } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) hash.update(`${file}\0${text}\0`);
  return hash.digest("hex").slice(0, 16);
}

/** Compiled a day ago and more: sources that have changed since. */
function forgetOld(): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > DAY)
      rmSync(path, { recursive: true, force: true });
  }
}

/** Tables in JSON stay as they are. */
function compile(file: string, text: string, folder: string): void {
  const target = join(folder, file.replace(/\.ts$/, ".js"));
  mkdirSync(dirname(target), { recursive: true });
  if (file.endsWith(".json")) {
    writeFileSync(target, text);
    return;
  }
  const { code } = transformSync(text, { filename: file, configFile: join(ROOT, ".swcrc"), sourceMaps: false });
  writeFileSync(target, code);
}

async function start(entry: string, args: readonly string[], options: ProcessOptions = {}): Promise<ProcessRun> {
  const { cwd = ROOT, input = "", env = {}, node = [], script } = options;
  const path = script === undefined ? entry : join(dirname(entry), script);
  const { CLUSTERS_DIR, NO_COLOR, FORCE_COLOR, ...inherited } = process.env;
  const child = spawn(process.execPath, [...node, path, ...args], { cwd, env: { ...inherited, ...env } });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A process that does not read its input may be gone before it is written.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) =>
      resolve({ exitCode, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}
