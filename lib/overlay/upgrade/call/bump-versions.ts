import type { LocatedFinding } from "../../../inventory/finding/located-finding";
import { knownVersions } from "../../../module/module-table";
import { compareVersions, satisfies } from "../../../module/module-version";
import type { Block } from "../../root/block";
import { literalText } from "../../root/hcl-value";
import { installedModule, OLDEST, refOf } from "../../root/module-source";
import type { RootModule } from "../../root/root-module";
import { appliedVersion, knownVersion, versionFindings } from "./applied-version";
import type { ModuleState } from "./module-state";

/** From which version a call goes to which, and how far that is. */
export interface BumpVersions {
  readonly from: string;
  readonly to: string;
  /** `written`: the call has the new version, and the state is older; `applied`: the state is not. */
  readonly progress: "applied" | "none" | "written";
  /** Whether the call lets older versions in: its constraint is to be edited. */
  readonly isOpen: boolean;
  /** Whether the version before is what the state shows: the root module tells it no more. */
  readonly isByState: boolean;
}

/** What is known of a call whose version is to be told. */
interface Asked {
  readonly root: RootModule;
  readonly block: Block;
  readonly state: ModuleState;
  /** The version to go to. */
  readonly target: string;
}

/** The versions of a bump: of one that is half made the state and what `terraform init` installed tell where it began; or why nobody can say. */
export function bumpVersions(asked: Asked): BumpVersions | { readonly findings: readonly LocatedFinding[] } {
  const { root, block, state, target } = asked;
  const to = calledNow(asked);
  if (to !== undefined && isOf(target, to)) {
    const isOpen = !admitted(block).every((version) => isOf(target, version));
    const begun = installedBefore(root, block, to);
    if (begun !== undefined) {
      const known = knownVersion(block, begun, "version");
      return "findings" in known ? known : { from: known.version, to, progress: "written", isOpen, isByState: false };
    }
    const from = versionInState(state, target);
    if (from !== undefined) return { from, to, progress: "written", isOpen, isByState: true };
    if (to === target) return { from: lineBefore(target), to, progress: "applied", isOpen, isByState: false };
  }
  const applied = appliedVersion(root, block);
  if ("findings" in applied) return applied;
  const findings = versionFindings(block, { from: applied.version, to: target, state });
  if (findings.length > 0) return { findings };
  return { from: applied.version, to: target, progress: "none", isOpen: true, isByState: false };
}

/** Whether a version is one of those that a root may stop at on its way. */
function isOf(target: string, version: string): boolean {
  const line = target.startsWith("21.") ? "21.0.0" : OLDEST;
  return compareVersions(version, line) >= 0 && compareVersions(version, target) <= 0;
}

/** Versions that a call lets in. */
function admitted(block: Block): readonly string[] {
  const ref = refOf(block);
  if (ref !== undefined) return [ref];
  const constraint = literalText(block.body.version) ?? ">= 0";
  return knownVersions("eks").filter((version) => satisfies(version, constraint) === true);
}

/** The version that a call has as it is written: the installed one where the constraint lets it in. */
function calledNow({ root, block, target }: Asked): string | undefined {
  const versions = admitted(block);
  const installed = refOf(block) === undefined ? installedModule(root, block.name)?.version : undefined;
  if (installed !== undefined && versions.includes(installed)) return installed;
  return versions.every((version) => isOf(target, version)) ? versions.at(-1) : undefined;
}

/** What `terraform init` installed before the call got the version that it has now. */
function installedBefore(root: RootModule, block: Block, to: string): string | undefined {
  const installed = refOf(block) === undefined ? installedModule(root, block.name)?.version : undefined;
  return installed !== undefined && compareVersions(installed, to) < 0 && !admitted(block).includes(installed)
    ? installed
    : undefined;
}

/** v18 has the policies of the cluster's role by their ARNs. */
const OF_V18 = 'aws_iam_role_policy_attachment.this["arn:';

/** The newest version that a state may be of, where it is older than the line that the root goes to; undefined where it need not be. */
function versionInState(
  { rows, configMap, isTagged, address, addresses }: ModuleState,
  target: string,
): string | undefined {
  if (target.startsWith("21.")) return isTagged === true ? lineBefore(target) : undefined;
  if (rows === undefined && configMap === undefined && isTagged !== false) return undefined;
  const isOlder = addresses.some((each) => each.startsWith(`${address}.${OF_V18}`));
  return newestOf(isOlder ? "18." : "19.");
}

function lineBefore(target: string): string {
  return newestOf(target.startsWith("21.") ? "20." : "19.");
}

/** The newest version of a line that is known. */
export function newestOf(line: string): string {
  return (
    knownVersions("eks")
      .filter((version) => version.startsWith(line))
      .at(-1) ?? ""
  );
}
