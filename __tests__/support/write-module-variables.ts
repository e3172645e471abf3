import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { encodeTable, type ReadVersion, type TableVariable } from "./module-variables-table";

/** The module itself, and its sub-module, by the folder that holds their variables. */
const PARTS = { eks: "", "aws-auth": "modules/aws-auth/" } as const;

/** Versions that an overlay takes: before 20.13.1 the module replaces a cluster that is older than v20. */
const TAGS = /^v(?:20\.(?:1[4-9]|[2-9]\d)\.\d+|20\.13\.1|21\.\d+\.\d+)$/;

/**
 * Writes what variables the module has, version by version, from its own `variable` blocks: names, types, defaults, no
 * descriptions. `npm run module:variables -- DIR`, the folder of a clone of terraform-aws-modules/terraform-aws-eks.
 */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error("expected the folder of a clone of terraform-aws-eks");
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const tags = git("tag", "--sort=version:refname")
    .split("\n")
    .filter((tag) => TAGS.test(tag));
  for (const [part, path] of Object.entries(PARTS)) {
    const versions: ReadVersion[] = [];
    for (const tag of tags) {
      const file = `${path}variables.tf`;
      if (git("ls-tree", "--name-only", tag, file).trim() === "") continue;
      versions.push({ version: tag.slice(1), variables: await variablesOf(git("show", `${tag}:${file}`)) });
    }
    const target = join(__dirname, `../../lib/module/variables-${part}.json`);
    writeFileSync(target, encodeTable(versions));
    process.stdout.write(`${target}: ${versions.length} versions\n`);
  }
}

async function variablesOf(text: string): Promise<Readonly<Record<string, TableVariable>>> {
  const { variable } = await parse("variables.tf", text);
  const blocks: readonly [string, readonly { type?: string; default?: unknown }[]][] = Object.entries(variable);
  return Object.fromEntries(
    blocks.map(([name, [block = {}]]): [string, TableVariable] => {
      const type = outline((block.type ?? "${any}").replace(/^\$\{|\}$/g, ""));
      return [name, { type, ...("default" in block ? { default: block.default } : {}) }];
    }),
  );
}

/** `map(object({ … }))` -> `map(object)`: what an object holds is long, and nothing that we write. */
function outline(type: string): string {
  const start = type.indexOf("object({");
  if (start < 0) return type.replace(/\s+/g, "");
  let [end, depth] = [start + "object(".length, 1];
  for (; depth > 0 && end < type.length; end += 1) depth += { "(": 1, ")": -1 }[type[end] ?? ""] ?? 0;
  return outline(`${type.slice(0, start)}object${type.slice(end)}`);
}

void main(process.argv.slice(2));
