import { argumentLine, blockAddress, type Block } from "../root/block";
import { attributesOf, blockOf, expressionOf, literalText } from "../root/hcl-value";
import { calledPart } from "../root/module-source";
import type { RootModule } from "../root/root-module";
import type { ModuleState } from "./call/module-state";
import type { UpgradedCall } from "./call/upgraded-call";
import type { RowsNames } from "./rows-file";
import type { Edit } from "./upgrade-edits";

/** What becomes of aws-auth as the module wrote it. */
export interface MovedRows {
  /** What no `moved` block of the folder takes out of the module yet, by addresses in the folder. */
  readonly pending: Pick<ModuleState, "configMap" | "rows">;
  /** What one takes already: the rows as the state has them, and where they go. */
  readonly rows?: {
    readonly to: string;
    /** The file of what they go to. */
    readonly file: string | undefined;
    readonly data: Readonly<Record<string, string>>;
  };
  readonly configMap?: string;
  /**
   * Where the rows are, or will be.
   * @default the module wrote none
   */
  readonly address?: string;
}

/** Holds the rows and the ConfigMap of a state against the `moved` blocks that are there. */
export function movedRows(
  { root, within }: UpgradedCall,
  { rows, configMap }: ModuleState,
  names: RowsNames,
): MovedRows {
  const inFolder = (address: string): string => address.slice(within.length);
  const own = rows && { ...rows, address: inFolder(rows.address) };
  const made = configMap === undefined ? undefined : inFolder(configMap);
  const [to, madeTo] = [own && movedTo(root, own.address), made === undefined ? undefined : movedTo(root, made)];
  return {
    pending: {
      ...(own === undefined || to !== undefined ? {} : { rows: own }),
      ...(made === undefined || madeTo !== undefined ? {} : { configMap: made }),
    },
    ...(own === undefined || to === undefined ? {} : { rows: { to, file: fileOf(root, to), data: own.data } }),
    ...(madeTo === undefined ? {} : { configMap: madeTo }),
    ...(own === undefined ? {} : { address: to ?? names.rows }),
  };
}

/** Where a `moved` block takes an object; undefined where none does, or to nothing that is there. */
function movedTo(root: RootModule, address: string): string | undefined {
  const whole = address.replace(/\[0\]$/, "");
  const targets = root.moved.filter(({ from }) => from === address || from === whole).map(({ to }) => to);
  return targets.find((to) => root.blocks.some((block) => isOf(block, to)));
}

function fileOf(root: RootModule, address: string): string | undefined {
  return root.blocks.find((block) => isOf(block, address))?.file;
}

function isOf(block: Block, address: string): boolean {
  const own = blockAddress(block);
  return block.kind === "resource" ? address === own : address.startsWith(`${own}.`) || address.startsWith(`${own}[`);
}

/** Sections of moved rows that are not as the state has them: the plan of the bump would change them. */
export function rowEdits(root: RootModule, { rows }: MovedRows): Edit[] {
  const block = root.blocks.find((each) => each.kind === "resource" && blockAddress(each) === rows?.to);
  if (block === undefined || rows === undefined) return [];
  const written = attributesOf(block.body.data);
  const names = [...new Set([...Object.keys(rows.data), ...Object.keys(written)])];
  return names.flatMap((name) => {
    const [now, text] = [literalText(written[name]), rows.data[name]];
    if (now === text || (name in written && now === undefined)) return [];
    const does = text === undefined ? "delete it: the state has no such section" : ROWS_DIFFER;
    return [{ file: block.file, line: argumentLine(block, ["data", name]), argument: `data.${name}`, does }];
  });
}

const ROWS_DIFFER =
  "write it as the state has it, byte for byte: else the plan of the bump changes rows (`terraform state pull` has the text)";

/** What writes aws-auth in a folder beside the module. */
export interface RowsWriter {
  readonly block: Block;
  /** The key of the section `overlay` that names it. */
  readonly key: "aws_auth_module" | "config_map";
}

/** What writes rows in a folder: calls of modules/aws-auth, else resources of the team's own. */
export function rowsWriters({ blocks }: RootModule): RowsWriter[] {
  const called = blocks.filter((block) => calledPart(block) === "aws-auth");
  if (called.length > 0) return called.map((block) => ({ block, key: "aws_auth_module" }));
  return blocks.filter(hasRows).map((block) => ({ block, key: "config_map" }));
}

const WITH_DATA = ["kubernetes_config_map_v1_data", "kubernetes_config_map_v1", "kubernetes_config_map"];

/** A resource that writes aws-auth; not one that ignores what stands in it. */
function hasRows({ kind, type, body }: Block): boolean {
  if (kind !== "resource" || !WITH_DATA.includes(type) || body.data === undefined) return false;
  const { name } = blockOf(body.metadata);
  const ignored = blockOf(body.lifecycle).ignore_changes ?? "";
  return literalText(name) === "aws-auth" && !/\bdata\b|\ball\b/.test(expressionOf(ignored));
}
