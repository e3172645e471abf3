import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { textDigest } from "./text-digest";

/** Packages whose version decides what a file comes to. */
const PACKAGES = ["cdktf", "constructs", "@cdktf/provider-aws", "@cdktf/provider-kubernetes", "yaml", "zod"];

/** Rooms of `lib` that nothing reaches by which a file comes to a stack: a test follows the imports. */
export const UNREACHED = [
  "anonymise",
  "app",
  "cli",
  "import",
  "live",
  "plan",
  "rules",
  "server",
  "sources",
  "usage",
  "verify",
] as const;

/** What this program is: its own files, and the versions of what it draws with. A change of either is another digest. */
export function programDigest(): string {
  const root = join(__dirname, "../..");
  const own = [...roomsIn(root), "stacks"].flatMap((room) => filesIn(join(root, room)));
  return textDigest(
    ...own.flatMap((path) => [path.slice(root.length), readFileSync(path)]),
    ...PACKAGES.map(packageVersion),
  );
}

function roomsIn(root: string): string[] {
  const isUnreached = (name: string): boolean => UNREACHED.some((room) => room === name);
  return readdirSync(join(root, "lib"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isUnreached(entry.name))
    .map(({ name }) => `lib/${name}`)
    .sort();
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.(?:ts|js|json)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** `cdktf 0.21.0`, as it would be loaded from here. */
function packageVersion(name: string): string {
  const paths = require.resolve.paths(name) ?? [];
  const found = paths.map((path) => versionIn(join(path, name, "package.json"))).find((each) => each !== undefined);
  return `${name} ${found ?? "unknown"}`;
}

function versionIn(path: string): string | undefined {
  try {
    return /"version": "([^"]+)"/.exec(readFileSync(path, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
