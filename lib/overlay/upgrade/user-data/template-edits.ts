import { realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type ModulePart } from "../../../module/module-table";
import { compareVersions } from "../../../module/module-version";
import type { Block } from "../../root/block";
import { attributesOf, type HclMap, type HclValue, literalText } from "../../root/hcl-value";
import { regularFile } from "../../root/regular-file";
import type { RootModule } from "../../root/root-module";
import { seenBlock } from "../../root/seen-block";
import { templateParts } from "../../root/template";

const ARGUMENT = "user_data_template_path";

/** Variables that templates of user data get no more: since when they got them, and the first version that gives another. */
const GONE = [
  {
    name: "cluster_service_ipv4_cidr",
    since: "18.20.0",
    now: "cluster_service_cidr",
    first: "20.8.3",
    also: '; it always has the range of the cluster, and the other was "" where the module was not told it, so that the text may change',
  },
  {
    name: "cluster_dns_ip",
    since: "20.8.3",
    now: "cluster_dns_ips",
    first: "20.12.0",
    also: ", a list in brackets and quotes",
  },
] as const;

type Gone = (typeof GONE)[number];

/** Where a team's own template of user data names what it gets no more. */
interface TemplateEdit {
  readonly file: string;
  readonly line: number;
  readonly argument: string;
  readonly does: string;
}

/**
 * Templates of user data of the team's own: each line that names a variable which is gone, where the file lies below the folder; of
 * others what to look for, at the argument that names them.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/_user_data/main.tf
 */
export function templateEdits(
  root: RootModule,
  block: Block,
  { part, from, to }: { readonly part: ModulePart; readonly from: string; readonly to: string },
): TemplateEdit[] {
  const isFrom = (version: string, first: string): boolean => compareVersions(version, first) >= 0;
  const gone = GONE.filter(({ since, first }) => isFrom(from, since) && !isFrom(from, first) && isFrom(to, first));
  const seen = seenBlock(block, root.locals, root.objects);
  const written = templatePaths(seen.body, part);
  const edits = gone.flatMap((one) =>
    written.flatMap(({ within, value }) => {
      const argument = within.join(".");
      const lines = linesWith(one, templateText(root, value));
      if (lines !== undefined) return lines.map((place) => ({ ...place, argument, does: wordsOf(one) }));
      const does = `where the template has ${one.name}, ${wordsOf(one)}`;
      return [{ ...seen.placeOf(within), argument, does }];
    }),
  );
  return edits.filter(
    (edit, i) =>
      i === edits.findIndex((each) => each.file === edit.file && each.line === edit.line && each.does === edit.does),
  );
}

function wordsOf({ name, now, first, also }: Gone): string {
  return `rename ${name} to ${now}: from ${first} on templates of user data get no other, and Terraform refuses the plan${also}`;
}

interface Written {
  readonly within: readonly string[];
  readonly value: HclValue;
}

const GROUPS = ["eks_managed_node_group", "self_managed_node_group"];

function templatePaths(body: HclMap, part: ModulePart): Written[] {
  const pathIn = (within: readonly string[], fields: HclValue | undefined): Written[] => {
    const { [ARGUMENT]: value } = attributesOf(fields);
    return value === undefined || value === null || value === "" ? [] : [{ within: [...within, ARGUMENT], value }];
  };
  if (part !== "eks") return pathIn([], body);
  return GROUPS.flatMap((call) => [
    ...Object.entries(attributesOf(body[`${call}s`])).flatMap(([key, group]) => pathIn([`${call}s`, key], group)),
    ...pathIn([`${call}_defaults`], body[`${call}_defaults`]),
  ]);
}

interface TemplateText {
  readonly file: string;
  readonly text: string;
}

/** The template, where its path is literal but for the folder, and it lies below that. */
function templateText(root: RootModule, value: HclValue): TemplateText | undefined {
  const path = typeof value === "string" ? pathOf(value, root.within === undefined) : undefined;
  if (path === undefined) return undefined;
  const whole = join(root.path, path);
  const file = join(root.folder, relative(root.path, whole)).split(sep).join("/");
  const found = regularFile(whole, (real) => real.startsWith(`${realpathSync(root.path)}${sep}`));
  return "problem" in found ? undefined : { file, text: found.text };
}

/** From the folder of the module: where that is no root, `path.root` and the working folder are another one. */
function pathOf(template: string, isRoot: boolean): string | undefined {
  const [first, ...rest] = templateParts(template) ?? [];
  if (first === undefined) return undefined;
  const tail = literalText(rest.map(({ text }) => text).join(""));
  if (first.kind === "text") return isRoot && rest.length === 0 ? literalText(template) : undefined;
  const isFolder = /^\s*path\.module\s*$/.test(first.text) || (isRoot && /^\s*path\.(?:root|cwd)\s*$/.test(first.text));
  return isFolder && rest.every(({ kind }) => kind === "text") ? tail : undefined;
}

/** Lines that name a variable; undefined where there is no text to look in. */
function linesWith({ name }: Gone, template: TemplateText | undefined): { file: string; line: number }[] | undefined {
  if (template === undefined) return undefined;
  const named = new RegExp(`(?<![\\w-])${name}(?![\\w-])`);
  return template.text
    .split("\n")
    .flatMap((text, i) => (named.test(text) ? [{ file: template.file, line: i + 1 }] : []));
}
