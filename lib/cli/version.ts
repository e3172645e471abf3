import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of this package: its package.json stands above the sources, and one folder higher above dist/. */
export function version(): string {
  const [path] = ["../..", "../../.."]
    .map((up) => join(__dirname, up, "package.json"))
    .filter((each) => existsSync(each));
  const found = path === undefined ? undefined : /"version": "([^"]+)"/.exec(readFileSync(path, "utf8"));
  return found?.[1] ?? "unknown";
}
