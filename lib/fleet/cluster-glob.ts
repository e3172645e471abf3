/**
 * Whether a glob names a cluster: `*` is any text within one folder, `?` one character of it, `**` any number of folders.
 * `prod/*` names `prod/shop`, `**` everything, `*` the clusters that are in no folder.
 */
export function globNames(glob: string, cluster: string): boolean {
  return patternOf(glob).test(cluster);
}

const PATTERNS = new Map<string, RegExp>();

/** A pattern is made once: fleets ask it of every cluster. */
function patternOf(glob: string): RegExp {
  const known = PATTERNS.get(glob);
  if (known !== undefined) return known;
  const made = new RegExp(`^${glob.split("/").map(stepPattern).join("/").replaceAll(ANY_FOLDERS, "(?:.*/)?")}$`, "u");
  PATTERNS.set(glob, made);
  return made;
}

/** Folders bring their slash: `**` and the `/` after it. */
const ANY_FOLDERS = "\0/";

function stepPattern(step: string, i: number, steps: readonly string[]): string {
  if (step === "**") return i === steps.length - 1 ? ".*" : "\0";
  return step
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
}
