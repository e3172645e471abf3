import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the build puts the help of the whole command line, beside this file. */
export const BUILT_HELP = join(__dirname, "help.txt");

/**
 * The help that the build wrote, where it alone is asked for: printing it needs no commander, and takes half the time. From
 * sources there is none.
 */
export function builtHelp(args: readonly string[]): string | undefined {
  const [first, second] = args;
  if (second !== undefined || (first !== "--help" && first !== "-h")) return undefined;
  try {
    return readFileSync(BUILT_HELP, "utf8");
  } catch {
    return undefined;
  }
}
