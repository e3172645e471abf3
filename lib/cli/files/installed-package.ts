import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { packageRoot } from "../../report/text/package-root";

/** This package, as it is installed. */
export interface InstalledPackage {
  /** How the package.json of `app` names it, so that `npm install` there installs the same. */
  readonly specifier: string;
  /** Versions of other packages that this release was tested with. */
  readonly tested: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Looks where this file stands: in a project's node_modules as its package.json names it, else in a checkout. */
export function installedPackage(app: string, from = __dirname): InstalledPackage {
  const root = packageRoot(from);
  const own = fieldsIn(join(root, "package.json"));
  const tested = { ...texts(own.dependencies), ...texts(own.devDependencies) };
  if (basename(dirname(root)) !== "node_modules") return { specifier: fileSpecifier(app, root), tested };
  const project = dirname(dirname(root));
  const manifest = fieldsIn(join(project, "package.json"));
  const named = { ...texts(manifest.devDependencies), ...texts(manifest.dependencies) }["eks-access"];
  const [, path] = /^file:(.*)$/.exec(named ?? "") ?? [];
  if (path !== undefined) return { specifier: fileSpecifier(app, resolve(project, path)), tested };
  return { specifier: named ?? String(own.version), tested };
}

function fileSpecifier(app: string, path: string): string {
  return `file:${relative(app, path).replaceAll("\\", "/") || "."}`;
}

function fieldsIn(path: string): Fields {
  try {
    const json: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof json === "object" && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

function texts(value: unknown): Readonly<Record<string, string>> {
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === "string"));
}
