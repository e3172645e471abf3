import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { replaceOutput } from "../../../../stacks/output/output";
import { EXAMPLE_FILE } from "../../../app/init/example-cluster";
import { APP_FILES, newApp, SCHEMA_FILE } from "../../../app/init/new-app";
import { reasonOf } from "../../../finding/reason-of";
import { packageRoot } from "../../../report/text/package-root";
import { printable } from "../../../report/text/printable";
import { answered } from "../../answered";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { Failure } from "../../failure";
import { installedPackage } from "../../files/installed-package";
import { INSTALLED_SCHEMA, schemaReference } from "../../files/schema-reference";

/** What `npx cdktf` and `main.ts` need beside this package. */
const NEEDED = { dependencies: ["cdktf", "constructs"], devDependencies: ["@types/node", "cdktf-cli", "tsx"] };

/** Makes a folder an app with cluster files, all of its files or none. What is there already stays as it is. */
export async function runInit({ cwd, stdout }: CliContext, folder: string): Promise<ExitCode> {
  if (folder === "") throw new Failure("folder: expected its name, got nothing");
  const app = resolve(cwd, folder);
  if (isInFile(app))
    throw new Failure(`${printable(folder)}: a file, or in one, expected a folder`, {
      help: "name a folder: eks-access init FOLDER",
    });
  const present = textsIn(app, folder);
  const made = newApp({ ...appOf(app), present, hasClusterFiles: hasClusterFiles(app) });
  const files = answered<ReadonlyMap<string, string>>(
    "problem" in made ? { ...made, problem: shown(folder, made.problem) } : made,
  );
  const changed = new Map([...files].filter(([path, text]) => present.get(path) !== text));
  const unwritten = replaceOutput(app, (staging) => {
    for (const [path, text] of changed) writeAs(join(staging, path), text, modeOf(join(app, path)));
    return { value: undefined, isOutput: true };
  });
  if (unwritten !== undefined)
    throw new Failure(`${folder}: cannot be written: ${unwritten.reason}`, { help: "nothing was changed" });
  for (const path of files.keys())
    stdout.write(`${printable(shown(folder, path))}: ${became(path, present, changed)}\n`);
  stdout.write(next(folder, installerOf(app), runnerOf(app)));
  return Promise.resolve(0);
}

function appOf(app: string) {
  const { specifier, tested } = installedPackage(app);
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, tested[name] ?? "*"]));
  return {
    name: appName(basename(app)),
    ...schemaOf(app),
    runner: runnerOf(app),
    packages: {
      dependencies: { "eks-access": specifier, ...versions(NEEDED.dependencies) },
      devDependencies: versions(NEEDED.devDependencies),
    },
  };
}

/** Yarn keeps packages in archives where it writes this file: no folder node_modules, and npx finds no program. */
function isPlugAndPlay(app: string): boolean {
  return existsSync(join(app, ".pnp.cjs"));
}

function schemaOf(app: string): { readonly schema: string; readonly schemaText?: string } {
  const found = schemaReference(join(app, "clusters"));
  if (!isPlugAndPlay(app)) return { schema: found ?? `../${INSTALLED_SCHEMA}` };
  const text = readFileSync(join(packageRoot(), SCHEMA_FILE), "utf8");
  return { schema: `./${basename(SCHEMA_FILE)}`, schemaText: text };
}

function runnerOf(app: string): string {
  return isPlugAndPlay(app) ? "yarn" : "npx";
}

/** Whether the path is a file, or leads through one. */
function isInFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch (error) {
    return reasonOf(error).includes("ENOTDIR");
  }
}

/** As npm takes it: an app of the package's own name could not install the package. */
function appName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" || name === "eks-access" ? "eks-access-clusters" : name;
}

/** Files of the app that are there. Throws a {@link Failure} for one that is no file: a link, say. */
function textsIn(app: string, folder: string): ReadonlyMap<string, string> {
  const present = new Map<string, string>();
  for (const path of APP_FILES) {
    const found = statsOf(join(app, path), shown(folder, path));
    if (found === undefined) continue;
    if (!found.isFile())
      throw new Failure(`${shown(folder, path)}: not a regular file, nothing was written`, { exitCode: 1 });
    present.set(path, readFileSync(join(app, path), "utf8"));
  }
  return present;
}

/** Whether somebody has cluster files there already, beside the example. */
function hasClusterFiles(app: string): boolean {
  const clusters = join(app, "clusters");
  const names = existsSync(clusters) ? readdirSync(clusters) : [];
  return names.some((name) => /\.ya?ml$/i.test(name) && name !== basename(EXAMPLE_FILE));
}

function statsOf(path: string, name: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new Failure(`${name}: cannot be read: ${reasonOf(error)}`);
  }
}

function modeOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.mode;
}

function writeAs(path: string, text: string, mode: number | undefined): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (mode !== undefined) chmodSync(path, mode & 0o7777);
}

function shown(folder: string, path: string): string {
  return folder === "." ? path : `${folder.replace(/\/+$/, "")}/${path}`;
}

function became(path: string, present: ReadonlyMap<string, string>, changed: ReadonlyMap<string, string>): string {
  if (!changed.has(path)) return "unchanged";
  return present.has(path) ? "changed" : "written";
}

/** Lock files, and what installs packages where one of them is. */
const INSTALLERS = { "pnpm-lock.yaml": "pnpm install", "yarn.lock": "yarn install", "bun.lock": "bun install" };

function installerOf(app: string): string {
  const [found] = Object.entries(INSTALLERS).filter(([lock]) => existsSync(join(app, lock)));
  return found?.[1] ?? "npm install";
}

/** A name with a space, say, is quoted for the shell. */
function shellWord(name: string): string {
  return /^[\p{L}\p{N}@%+=:,./_-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

function next(folder: string, install: string, runner: string): string {
  return `
Next:
${folder === "." ? "" : `  cd ${shellWord(printable(folder))}\n`}  ${install}
  ${runner} eks-access synth
  ${runner} eks-access import --help
`;
}
