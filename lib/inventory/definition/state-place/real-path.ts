import { readlinkSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, parse, resolve } from "node:path";

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** The target of a link; undefined where a path is none. */
export type Links = (path: string) => string | undefined;

/** Asks the disk once for each path: a thousand files of one folder share all but their names. */
export function rememberedLinks(): Links {
  const known = new Map<string, string | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, targetOf(path));
    return known.get(path);
  };
}

/**
 * The file to which a path leads from a folder, links followed one by one as the system follows them: `..` behind a link is
 * the parent of its target. What is not there yet keeps its name.
 */
export function realPath(folder: string, path: string, links: Links = targetOf): string {
  const steps = [...stepsOf(resolve(folder)), ...(isAbsolute(path) ? [""] : []), ...stepsOf(path)];
  const top = parse(resolve(folder)).root;
  let at = top;
  let followed = 0;
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const next = step === "" ? top : step === ".." ? dirname(at) : join(at, step);
    const target = step === "" || step === ".." || followed >= MOST_LINKS ? undefined : links(next);
    if (target === undefined) {
      at = next;
      continue;
    }
    followed += 1;
    steps.unshift(...(isAbsolute(target) ? [""] : []), ...stepsOf(target));
  }
  return at;
}

/** The file of a path as its disk knows it, whatever its names: `8:1/1234`; undefined where there is none yet. */
export function inodeOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return ino === 0n ? undefined : `${dev}/${ino}`;
  } catch {
    return undefined;
  }
}

/** What a path leads to: `other` is a device, a pipe or a socket; undefined where there is nothing yet. */
export function kindAt(path: string): "file" | "folder" | "other" | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return "folder";
    return found.isFile() ? "file" : "other";
  } catch {
    return undefined;
  }
}

/** An empty step is the top: `.` and doubled slashes are none. */
function stepsOf(path: string): string[] {
  return path
    .slice(parse(path).root.length)
    .split(process.platform === "win32" ? /[/\\]/ : "/")
    .filter((step) => step !== "" && step !== ".");
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
