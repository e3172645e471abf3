import { statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayAt } from "../overlay-finding";
import { attributesOf, blockOf, hclValue } from "./hcl-value";
import { regularFile } from "./regular-file";

/** By what Terragrunt knows a unit, and a stack of units. */
const NAMES = ["terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"] as const;

const HELP =
  "name the folder with the Terraform files that this unit takes as its source, where no other unit takes it, or write `render: access` with a state of its own: docs/terragrunt.md";

/**
 * Whether Terragrunt runs something else than the Terraform files of a folder: a unit with a `source` is a copy of another
 * folder, over which its own files are laid. What blocks and variables that copy has stands nowhere here.
 */
export async function terragruntFindings(
  folder: string,
  path: string,
  terraformFiles: readonly string[],
): Promise<LocatedFinding[]> {
  const name = NAMES.find((each) => statSync(join(path, each), { throwIfNoEntry: false })?.isFile() === true);
  if (name === undefined) return [];
  const file = `${folder.replace(/\/+$/, "")}/${name}`;
  const source = await sourceOf(name, join(path, name));
  if ("problem" in source) {
    const help = "`terragrunt hcl validate` in that folder says more";
    return [overlayAt("overlay-root-unreadable", { file, line: 1 }, { message: source.problem, help })];
  }
  if (source.line === undefined && terraformFiles.length > 0) return [];
  const what =
    terraformFiles.length > 0
      ? "a unit of Terragrunt that runs a copy of its `source` with these files laid over it"
      : "a unit of Terragrunt without Terraform files of its own";
  const message = `${what}, expected a folder whose own Terraform files have the block of the cluster`;
  return [overlayAt("overlay-unsupported", { file, line: source.line ?? 1 }, { message, help: HELP })];
}

/** The line of `source` in the block `terraform`; undefined where there is none. */
async function sourceOf(
  name: string,
  path: string,
): Promise<{ readonly line: number | undefined } | { readonly problem: string }> {
  const read = regularFile(path, () => true);
  if ("problem" in read) return { problem: `cannot be read: ${read.problem}` };
  const json = await parsed(name, read.text);
  if (json === undefined) return { problem: `cannot be read: no ${name.endsWith(".json") ? "JSON" : "HCL"}` };
  const { terraform } = attributesOf(hclValue(json));
  if (blockOf(terraform).source === undefined) return { line: undefined };
  const at = read.text.split("\n").findIndex((each) => /^\s*"?source"?\s*[=:]/.test(each));
  return { line: Math.max(at, 0) + 1 };
}

async function parsed(name: string, text: string): Promise<unknown> {
  try {
    const json: unknown = name.endsWith(".json") ? JSON.parse(text) : await parse(name, text);
    return json;
  } catch {
    return undefined;
  }
}
