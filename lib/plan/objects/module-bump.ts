import { recordOf, listOf } from "../reading/plan-shape";
import type { Configuration } from "../reading/terraform-plan";
import { isDestroyed, type PlannedChange } from "./planned-change";

/** A call of the Terraform module that goes from one version to another. */
export interface ModuleBump {
  /** `module.eks`, `module.platform.module.eks` */
  readonly address: string;
  /**
   * As the root module has it before the change: `19.21.0`, `~> 19.0`.
   * @default before 20: the module has rows in its state
   */
  readonly from?: string;
  /** As the configuration has it: `20.37.2`, `~> 20.37`. */
  readonly to: string;
  /** What becomes of the rows, which the module wrote itself before 20: a phrase for each object. */
  readonly rows: readonly string[];
  /** What else of access changes within the module, a phrase each. */
  readonly access: readonly string[];
  /** What a major version that it comes to, or leaves, has of access: a phrase each. */
  readonly versions: readonly string[];
}

const SOURCE = /(?:^|\/)terraform-aws-modules\/eks\/aws$/;

/** Of a call from the module's repository: the version in its `ref`. */
const REF = /\/terraform-aws-eks(?:\.git)?\?(?:.*&)?ref=v?(\d+\.\d+\.\d+)/;

/**
 * The version before is not in a plan, nor in a state or a saved plan: the root module as it was tells it, where somebody gives that.
 * That the module wrote aws-auth is in the plan: v18.20 to v19 have it in their state, v20 has no such resource.
 * Versions before are by name of the call: `eks`, `platform.eks` within another module.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.0.0/docs/UPGRADE-20.0.md
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md
 */
export function moduleBumps(
  configuration: Configuration | undefined,
  changes: readonly PlannedChange[],
  before: ReadonlyMap<string, string> = new Map(),
): ModuleBump[] {
  return callsIn(configuration?.root_module).flatMap(({ path, to }) => {
    const address = path.map((name) => `module.${name}`).join(".");
    const own = major(to) < 20 ? [] : changes.filter((change) => wroteRows(path, change));
    const from = believed(before.get(path.join(".")), { to, hadRows: own.length > 0 });
    if (own.length === 0 && from === undefined) return [];
    const versions = versionWords(from, to);
    const left = versions.length === 0 ? [] : changes.filter(leavesSubModule);
    const rows = [...own, ...left.filter((change) => !own.includes(change))].map(rowsWords);
    const bump = { address, to, rows, access: accessWords(path, changes), versions };
    return [{ ...bump, ...(from === undefined ? {} : { from }) }];
  });
}

/** A call of the module, by the names of the calls that lead to it. */
interface Called {
  readonly path: readonly string[];
  readonly to: string;
}

/** Calls of the module in a module, and in those that it calls. */
function callsIn(module: unknown, path: readonly string[] = []): Called[] {
  return Object.entries(recordOf(recordOf(module).module_calls)).flatMap(([name, value]) => {
    const [call, own] = [recordOf(value), [...path, name]];
    const to = versionOf(call);
    return to === undefined ? callsIn(call.module, own) : [{ path: own, to }];
  });
}

function versionOf({ source, version_constraint: version }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof source !== "string") return undefined;
  if (SOURCE.test(source)) return typeof version === "string" ? version : undefined;
  return REF.exec(source)?.[1];
}

/** The version that the root module of before tells, where it is another; one that contradicts the state is not believed. */
function believed(
  told: string | undefined,
  { to, hadRows }: { readonly to: string; readonly hadRows: boolean },
): string | undefined {
  if (told === undefined || told.replace(/[\sv=]/g, "") === to.replace(/[\sv=]/g, "")) return undefined;
  return hadRows && major(told) >= 20 ? undefined : told;
}

/** Of a version or a constraint: 19 of `~> 19.21`. */
function major(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}

/** What v21 does not have; its arguments of access have the names that v20 gave them. */
function versionWords(from: string | undefined, to: string): string[] {
  if (major(to) < 21 || (from !== undefined && major(from) >= 21)) return [];
  return [
    "v21 has no modules/aws-auth",
    "access_entries and authentication_mode keep their names, cluster_name is name",
  ];
}

/** `module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]`, which goes with the call of the sub-module. */
function leavesSubModule(change: PlannedChange): boolean {
  const { address, previousAddress = address, moduleAddress, type, before } = change;
  if (before === undefined || !/^kubernetes_config_map(_v1_data)?$/.test(type)) return false;
  const isOut = isDestroyed(change) || change.action === "forget";
  return isOut && moduleAddress !== "" && previousAddress.endsWith(`.${type}.aws_auth[0]`);
}

/** `module.eks.kubernetes_config_map_v1_data.aws_auth[0]`, by its address before: v20 has no such resource. */
function wroteRows(
  call: readonly string[],
  { address, previousAddress = address, type, before }: PlannedChange,
): boolean {
  if (before === undefined || !/^kubernetes_config_map(_v1_data)?$/.test(type)) return false;
  return withinCall(call, previousAddress)?.startsWith(`${type}.aws_auth`) === true;
}

const INSTANCE = String.raw`(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?`;

/** What of an address comes after a call, or an instance of it: `module.eks["a"].aws_eks_cluster.this[0]`. */
function withinCall(call: readonly string[], address: string): string | undefined {
  const way = call.map((name) => String.raw`module\.${escapedName(name)}${INSTANCE}\.`).join("");
  return new RegExp(`^${way}(.*)$`, "su").exec(address)?.[1];
}

/** A plan may be anybody's: its names are taken as they stand. */
function escapedName(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function rowsWords(change: PlannedChange): string {
  const { address, previousAddress = address, before, after } = change;
  if (isDestroyed(change)) return `${previousAddress} is destroyed`;
  if (change.action === "forget") return `${previousAddress} leaves the state and stays alive`;
  const isSame = JSON.stringify(recordOf(before).data) === JSON.stringify(recordOf(after).data);
  return `${previousAddress} becomes ${address}, its text ${isSame ? "the same" : "changed"}`;
}

function accessWords(call: readonly string[], changes: readonly PlannedChange[]): string[] {
  const own = changes.filter(({ moduleAddress }) => withinCall(call, `${moduleAddress}.`) === "");
  const modes = own.flatMap(({ type, before, after }) => {
    const [from, to] = [before, after].map((side) => recordOf(listOf(side?.access_config)[0]).authentication_mode);
    if (type !== "aws_eks_cluster" || typeof from !== "string" || typeof to !== "string" || from === to) return [];
    return [`the mode goes from ${from} to ${to}`];
  });
  const access = own.flatMap((change) => {
    const word = OF_ACCESS.includes(change.type) ? deedOf(change) : undefined;
    return word === undefined ? [] : [`${change.address} ${word}`];
  });
  return [...modes, ...access];
}

const OF_ACCESS = ["aws_eks_access_entry", "aws_eks_access_policy_association"];

function deedOf(change: PlannedChange): string | undefined {
  const { action } = change;
  if (action === "create") return "is made";
  if (action === "update") return "is changed";
  if (action === "forget") return "leaves the state and stays alive";
  if (!isDestroyed(change)) return undefined;
  return action === "delete" ? "is destroyed" : "is destroyed and made anew";
}
