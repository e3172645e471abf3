import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { v20Name } from "../../../../lib/module/other-version-names";
import {
  blockText,
  encodeShapes,
  fieldsRead,
  isPair,
  readShape,
  type ShapeJson,
  shapeOf,
  withoutDemands,
} from "../../terraform/module-shapes";
import { encodeOutputs, encodeRequirements, type Facts, outputsIn, requirementsIn } from "../tables/module-facts-table";
import { encodeTable, type ReadVersion, type TableVariable } from "../tables/module-variables-table";

/** The module itself, and its sub-modules, by the folder that holds their variables. */
const PARTS = {
  eks: "",
  "aws-auth": "modules/aws-auth/",
  "eks-managed-node-group": "modules/eks-managed-node-group/",
  "fargate-profile": "modules/fargate-profile/",
  "hybrid-node-role": "modules/hybrid-node-role/",
  karpenter: "modules/karpenter/",
  "self-managed-node-group": "modules/self-managed-node-group/",
} as const;

/** Versions from the first one that writes aws-auth on. */
const TAGS = /^v(?:18\.(?:2\d|3\d)\.\d+|(?:19|20|21)\.\d+\.\d+)$/;

/** The version whose names a cluster file has. */
const NAMES = "20.37.2";

/** Calls of the root module with each group or profile of a variable, and the sub-module that is called. */
const GROUPS = {
  eks_managed_node_group: ["eks_managed_node_groups", "eks-managed-node-group"],
  fargate_profile: ["fargate_profiles", "fargate-profile"],
  self_managed_node_group: ["self_managed_node_groups", "self-managed-node-group"],
} as const;

type Git = (...args: readonly string[]) => string;

/**
 * Writes what variables the module has, version by version, from its own `variable` blocks: names, types, defaults, no
 * descriptions; what stands within those of {@link NAMES} and of the newest version; its outputs, and which Terraform and
 * providers it needs. `npm run module:variables -- DIR`, the folder of a clone of terraform-aws-modules/terraform-aws-eks.
 */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error("expected the folder of a clone of terraform-aws-eks");
  const git: Git = (...args) =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const tags = git("tag", "--sort=version:refname")
    .split("\n")
    .filter((tag) => TAGS.test(tag));
  const outputs: [string, string][] = [];
  const needs: [string, string][] = [];
  for (const [part, path] of Object.entries(PARTS)) {
    const versions: ReadVersion[] = [];
    const facts: Facts[] = [];
    for (const tag of tags) {
      const textOf = (file: string): string =>
        git("ls-tree", "--name-only", tag, file).trim() === "" ? "" : git("show", `${tag}:${file}`);
      const text = textOf(`${path}variables.tf`);
      if (text === "") continue;
      const version = tag.slice(1);
      versions.push({ version, variables: await variablesOf(text) });
      facts.push({
        version,
        outputs: await outputsIn(textOf(`${path}outputs.tf`)),
        needs: await requirementsIn(textOf(`${path}versions.tf`)),
      });
    }
    write(`variables-${part}`, encodeTable(versions));
    outputs.push([part, encodeOutputs(facts)]);
    needs.push([part, encodeRequirements(facts)]);
  }
  write("outputs", ofParts(outputs));
  write("requirements", ofParts(needs));
  const newest = await shapesOf(git, tags.at(-1) ?? "");
  write("shapes-21", encodeShapes(newest));
  write("shapes-20", encodeShapes(await readShapes(git, newest)));
}

/** One JSON of the texts of all parts. */
function ofParts(parts: readonly (readonly [string, string])[]): string {
  return `{\n${parts.map(([part, text]) => `  ${JSON.stringify(part)}: ${text}`).join(",\n")}\n}\n`;
}

function write(name: string, text: string): void {
  const target = join(__dirname, `../../../../lib/module/tables/${name}.json`);
  writeFileSync(target, text);
  process.stdout.write(`${target}: ${text.length} characters\n`);
}

/** Types of variables that hold objects. */
async function shapesOf(git: Git, tag: string): Promise<Readonly<Record<string, ShapeJson>>> {
  const types = Object.entries(await typesOf(git("show", `${tag}:variables.tf`)));
  return Object.fromEntries(
    types.filter(([, type]) => type.includes("object(")).map(([name, type]) => [name, shapeOf(type)]),
  );
}

/** v20 declares `any` for most of them: what it reads of each. */
async function readShapes(
  git: Git,
  newest: Readonly<Record<string, ShapeJson>>,
): Promise<Readonly<Record<string, ShapeJson>>> {
  const show = (file: string): string => git("show", `v${NAMES}:${file}`);
  const [root, groups] = [show("main.tf"), show("node_groups.tf")];
  const types = await typesOf(show("variables.tf"));
  const isKnown = (name: string): boolean => Object.hasOwn(types, name);
  const later = new Map(
    Object.entries(newest).map(([name, shape]) => {
      const own = isKnown(name) ? name : (v20Name(name, isKnown) ?? name);
      return [own, withoutDemands(shape)] as const;
    }),
  );
  const shapes = new Map<string, ShapeJson>();
  const read = fieldsRead(root);
  for (const [name, type] of Object.entries(types)) {
    const shape = later.get(name);
    if (type.includes("object(")) shapes.set(name, shapeOf(type));
    else if (shape !== undefined && type.includes("any")) shapes.set(name, readShape(name, shape, read));
  }
  const addon = fieldsRead(
    `${blockText(root, 'resource "aws_eks_addon" "this"')}${blockText(root, 'data "aws_eks_addon_version" "this"')}`,
  );
  shapes.set("cluster_addons", [
    "map",
    { before_compute: "bool", ...fieldsOf(readShape("each", valueOf(later.get("cluster_addons")), addon)) },
  ]);
  const provider = fieldsRead(blockText(root, 'resource "aws_eks_identity_provider_config" "this"'));
  shapes.set("cluster_identity_providers", [
    "map",
    readShape("each", valueOf(later.get("cluster_identity_providers")), provider),
  ]);
  for (const [name, file, header] of [
    ["cluster_security_group_additional_rules", root, 'resource "aws_security_group_rule" "cluster"'],
    ["node_security_group_additional_rules", groups, 'resource "aws_security_group_rule" "node"'],
  ] as const)
    shapes.set(name, ["map", readShape("each", valueOf(later.get(name)), fieldsRead(blockText(file, header)))]);
  for (const [call, [variable, part]] of Object.entries(GROUPS)) {
    const own = fieldsRead(blockText(groups, `module "${call}"`)).get("each") ?? new Set<string>();
    const read = fieldsRead(show(`modules/${part}/main.tf`));
    const known = fieldsOf(valueOf(later.get(variable)));
    const declared = await typesOf(show(`modules/${part}/variables.tf`));
    const fields = [...own].sort().map((field): [string, ShapeJson] => {
      const type = declared[field] ?? "any";
      const shape = type.includes("object(") ? shapeOf(type) : (known[field] ?? shapeOf(type));
      return [field, readShape(field, shape, read)];
    });
    shapes.set(variable, ["map", Object.fromEntries(fields)]);
  }
  return Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function valueOf(shape: ShapeJson | undefined): ShapeJson | undefined {
  return isPair(shape) ? shape[1] : shape;
}

function fieldsOf(shape: ShapeJson | undefined): Readonly<Record<string, ShapeJson>> {
  return typeof shape === "object" && !isPair(shape) ? shape : {};
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

async function typesOf(text: string): Promise<Readonly<Record<string, string>>> {
  const { variable } = await parse("variables.tf", text);
  const blocks: readonly [string, readonly { type?: string }[]][] = Object.entries(variable);
  return Object.fromEntries(
    blocks.map(([name, [block = {}]]) => [name, (block.type ?? "any").replace(/^\$\{|\}$/g, "")]),
  );
}

/** `map(object({ … }))` -> `map(object)`: what an object holds is long, and stands in the shapes. */
function outline(type: string): string {
  const start = type.indexOf("object({");
  if (start < 0) return type.replace(/\s+/g, "");
  let [end, depth] = [start + "object(".length, 1];
  for (; depth > 0 && end < type.length; end += 1) depth += { "(": 1, ")": -1 }[type[end] ?? ""] ?? 0;
  return outline(`${type.slice(0, start)}object${type.slice(end)}`);
}

void main(process.argv.slice(2));
