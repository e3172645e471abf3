import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformFileSync } from "@swc/core";

const ROOT = join(__dirname, "../..");

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

/** Rooms that the command line never loads: they import cdktf. */
const OF_STACKS: readonly string[] = ["eks", "guards"];

/** Compiles lib/ file by file: types are checked elsewhere. */
export function compileCli(): CompiledCli {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-dist-"));
  const rooms = readdirSync(join(ROOT, "lib"), { withFileTypes: true }).filter(
    (room) => room.isDirectory() && !OF_STACKS.includes(room.name),
  );
  for (const { name: room } of rooms) {
    for (const name of readdirSync(join(ROOT, "lib", room), { recursive: true, encoding: "utf8" })) {
      if (name.endsWith(".ts")) compile(join("lib", room, name), folder);
    }
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  const entry = join(folder, "lib/cli/eks-access.js");
  return {
    entry,
    run: async (args, options) => start(entry, args, options),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function compile(file: string, folder: string): void {
  const target = join(folder, file.replace(/\.ts$/, ".js"));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    transformFileSync(join(ROOT, file), { configFile: join(ROOT, ".swcrc"), sourceMaps: false }).code,
  );
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
