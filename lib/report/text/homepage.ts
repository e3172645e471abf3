import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package-root";

/** Where a repository on GitHub shows the page of codes, from the address of the repository. */
const RULES_PAGE = "/blob/main/docs/rules.md";

/** The address of this project's repository, as its package.json says it under `homepage`; undefined where it says none. */
export function homepage(folder = packageRoot()): string | undefined {
  const { homepage: said } = fieldsOf(folder);
  const [, address] = typeof said === "string" ? (/^(https:\/\/[^\s"#?]+)/.exec(said) ?? []) : [];
  return address?.replace(/\/+$/, "");
}

/** Sources that were copied without their package.json say nothing of a homepage. */
function fieldsOf(folder: string): { readonly homepage?: unknown } {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** The section of a code on the web: `https://example.com/acme/eks-access/blob/main/docs/rules.md#row-dead`. */
export function ruleAddress(home: string, code: string): string {
  return `${home}${RULES_PAGE}#${code}`;
}
