import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Inputs of people, account and names replaced: each stands for a kind of fault. */
export const CASES = join(__dirname, "..", "..", "fixtures", "cases");

/** The text of one of them. */
export function caseText(name: string): string {
  return readFileSync(join(CASES, name), "utf8");
}

/** The findings of what a command printed: `warning row-partition aws_auth.aws_auth_users[1].userarn`. */
export function foundIn(printed: string): string[] {
  const lines = printed.matchAll(/^(\w+) .+?(?::\d+:\d+)(?: (\S+))?: .* \[([a-z-]+)\]$/gm);
  return [...lines].map(([, severity, path, code]) =>
    [severity, code, path].filter((part) => part !== undefined).join(" "),
  );
}
