import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** What decides where a provider may be taken from. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Stands for `/` where folders of the system are looked at. */
  readonly root: string;
  /** Who owns a file or folder, by number; root is 0. */
  readonly ownerOf: (path: string) => number;
}

/** A provider, by the name and version that Terraform knows it by: `aws`, `5.100.0`. */
export interface Wanted {
  readonly name: string;
  readonly version: string;
}

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
/** As Terraform names this machine: `linux_amd64`. */
export const PLATFORM = `${SYSTEMS[process.platform] ?? process.platform}_${PROCESSORS[process.arch] ?? process.arch}`;
const ROOT = 0;
const SYSTEM_FOLDERS = ["opt", "usr/local", "usr/local/lib", "usr/lib", "usr/libexec", "srv", "var/lib"];

/**
 * A filesystem mirror that holds the provider: of Terraform's own places, else of the variable (`AWS_PROVIDER_MIRROR`), else of
 * folders of the system that root alone can write. Undefined where none has it. What runs in CI is never found by a search
 * of the disk: whoever may write to `/tmp` would choose it.
 */
export function findProvider(wanted: Wanted, machine: Machine): string | undefined {
  const own = terraformPlaces(machine).find((folder) => fileOf(folder, wanted) !== undefined);
  if (own !== undefined) return own;
  const variable = `${wanted.name.toUpperCase()}_PROVIDER_MIRROR`;
  const { [variable]: named = "" } = machine.env;
  if (named === "") return systemPlaces(machine.root).find((folder) => isSafe(folder, wanted, machine));
  if (fileOf(named, wanted) !== undefined) return named;
  throw new Error(`${variable}: no provider ${wanted.name} ${wanted.version} for ${PLATFORM} in it, got \`${named}\``);
}

/**
 * Where Terraform itself looks: its plugin cache, mirrors of its configuration, implied mirrors.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
function terraformPlaces({ env, home, root }: Machine): string[] {
  const configuration = configurationText({ env, home });
  const cache = [env.TF_PLUGIN_CACHE_DIR, /^\s*plugin_cache_dir\s*=\s*"([^"]+)"/m.exec(configuration)?.[1]];
  const mirrors = [...configuration.matchAll(/\bfilesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g)];
  const data = [env.XDG_DATA_HOME ?? join(home, ".local/share"), ...dataFolders(env, root)];
  return [
    ...cache.flatMap((folder) => (folder === undefined || folder === "" ? [] : [expanded(folder, env)])),
    ...mirrors.flatMap(([, folder]) => folder ?? []),
    join(home, ".terraform.d/plugins"),
    ...data.map((folder) => join(folder, "terraform/plugins")),
    ...[home, root].map((folder) => join(folder, "Library/Application Support/io.hashicorp.terraform/plugins")),
  ];
}

function dataFolders({ XDG_DATA_DIRS: folders }: Machine["env"], root: string): string[] {
  if (folders !== undefined && folders !== "") return folders.split(":").filter((folder) => folder !== "");
  return [join(root, "usr/local/share"), join(root, "usr/share")];
}

/** Comments of Terraform's configuration hold examples: they are left out. */
function configurationText({ env, home }: Pick<Machine, "env" | "home">): string {
  const text = textOf(env.TF_CLI_CONFIG_FILE ?? join(home, ".terraformrc"));
  return text.replace(/\/\*[^]*?\*\/|^\s*(#|\/\/).*$/gm, "");
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function expanded(folder: string, env: Machine["env"]): string {
  return folder.replace(/\$\{?(\w+)\}?/g, (_, name: string) => env[name] ?? "");
}

/** The file of a provider in a filesystem mirror, unpacked or packed. */
function fileOf(folder: string, { name, version }: Wanted): string | undefined {
  const provider = join(folder, "registry.terraform.io/hashicorp", name);
  const unpacked = join(provider, version, PLATFORM);
  const binary = namesIn(unpacked).find((file) => file.startsWith(`terraform-provider-${name}_v${version}`));
  const packed = `terraform-provider-${name}_${version}_${PLATFORM}.zip`;
  const file = binary === undefined ? join(provider, packed) : join(unpacked, binary);
  return isFile(file) ? file : undefined;
}

/** Two levels below the folders of the system: `/opt/tf-plugins`, `/usr/lib/terraform/providers`. */
function systemPlaces(root: string): string[] {
  return SYSTEM_FOLDERS.flatMap((folder) => {
    const top = join(root, folder);
    const first = namesIn(top).map((name) => join(top, name));
    return [top, ...first, ...first.flatMap((inner) => namesIn(inner).map((name) => join(inner, name)))];
  });
}

/** Who owns it, a link itself. */
export function ownerOf(path: string): number {
  return lstatSync(path).uid;
}

/** Whether root alone can change the file: it and every folder above it are root's, closed to others, and no links. */
function isSafe(folder: string, wanted: Wanted, { root, ownerOf }: Pick<Machine, "root" | "ownerOf">): boolean {
  const file = fileOf(folder, wanted);
  if (file === undefined) return false;
  return wayTo(file, root).every((path) => {
    const found = lstatSync(path);
    return ownerOf(path) === ROOT && !found.isSymbolicLink() && (found.mode & 0o022) === 0;
  });
}

/** The file, and each folder above it up to the root. */
function wayTo(path: string, root: string): string[] {
  return path === root ? [path] : [path, ...wayTo(dirname(path), root)];
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Prints the folder: `tsx .ci/find-provider.ts aws 5.100.0`; ends with 1 where no place has it. */
function main([name = "", version = ""]: readonly string[]): number {
  try {
    const found = findProvider({ name, version }, { env: process.env, home: homedir(), root: "/", ownerOf });
    if (found !== undefined) process.stdout.write(`${resolve(found)}\n`);
    return found === undefined ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
