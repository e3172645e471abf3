import type { LocatedFinding } from "../../../inventory/finding/located-finding";
import { knownVersions } from "../../../module/module-table";
import { compareVersions, satisfies } from "../../../module/module-version";
import { overlayIn } from "../../overlay-finding";
import { type Block, blockAddress } from "../../root/block";
import { forgettingBlock } from "../../forgetting-block";
import { literalText } from "../../root/hcl-value";
import { installedModule, refOf } from "../../root/module-source";
import type { RootModule } from "../../root/root-module";
import type { ModuleState } from "./module-state";

/** The oldest version that writes aws-auth by the resource that moves. */
const OLDEST = "18.20.0";

const PIN = "write the version that was applied, run `terraform init` in the root, then run this again";

/** Where a call says its version: `version`, or `source` with a ref. */
type Place = "source" | "version";

/** The version of the module that a call has now: what is installed, else the only one that is written; or why nobody can say. */
export function appliedVersion(
  root: RootModule,
  block: Block,
): { readonly version: string } | { readonly findings: readonly LocatedFinding[] } {
  const ref = refOf(block);
  if (ref !== undefined) return knownVersion(block, ref, "source");
  const constraint = literalText(block.body.version) ?? "";
  const installed = installedModule(root, block.name)?.version;
  if (installed !== undefined) {
    const isOther = constraint !== "" && satisfies(installed, constraint) === false;
    return isOther ? otherInstalled(block, { installed, constraint }) : knownVersion(block, installed, "version");
  }
  const admitted = knownVersions("eks").filter((version) => satisfies(version, constraint || ">= 0") === true);
  const [only, next] = [admitted[0], admitted[1]];
  if (only === undefined) return knownVersion(block, constraint, "version");
  if (next === undefined) return { version: only };
  return severalVersions(block, constraint);
}

function severalVersions(block: Block, constraint: string): ReturnType<typeof refused> {
  const got = constraint === "" ? "none" : `\`${constraint}\``;
  const message = `the module may have several versions, expected one, or .terraform/modules/modules.json in the root, got ${got}`;
  const help =
    "run `terraform init` in the root as it was applied, or write the version that was applied; where another root module calls this folder, give that one by --root and the call by --module NAME.NAME; then run this again";
  return refused(block, "version", { message, help });
}

/** An edit of the version that `terraform init` has not seen: which of the two was applied, nobody knows. */
function otherInstalled(
  block: Block,
  { installed, constraint }: { readonly installed: string; readonly constraint: string },
): ReturnType<typeof refused> {
  const message = `expected the version that is installed, got \`${constraint}\` where .terraform/modules/modules.json has \`${installed}\``;
  return refused(block, "version", { message, help: PIN });
}

/** A version that is told, where this command knows it; or why it does not go from there. */
export function knownVersion(
  block: Block,
  written: string,
  place: Place,
): { readonly version: string } | { readonly findings: readonly LocatedFinding[] } {
  const isNewer = /^\d+\.\d+\.\d+$/.test(written) && compareVersions(written, knownVersions("eks").at(-1) ?? "") > 0;
  if (isNewer || knownVersions("eks").includes(written)) return { version: written };
  const lines = olderLines(written);
  if (lines.length === 2) return severalVersions(block, written);
  if (lines.includes("18")) return withoutRows(block, written, place);
  if (lines.includes("17")) return withOtherRows(block, written, place);
  return refused(block, place, { message: `expected a version that is known, got \`${written}\``, help: PIN });
}

/** Which lines before {@link OLDEST} a constraint lets in that lets in none of those that are known: v17 with older ones, and v18. */
function olderLines(constraint: string): ("17" | "18")[] {
  const bounds = constraint.match(/\d+(?:\.\d+){0,2}/g) ?? [];
  const majors = Array.from({ length: 18 }, (_, major) => `${major}.99.99`);
  const minors = Array.from({ length: 20 }, (_, minor) => `18.${minor}.0`);
  const admitted = [...bounds, ...majors, ...minors].filter(
    (version) => compareVersions(version, OLDEST) < 0 && satisfies(version, constraint) === true,
  );
  return (["17", "18"] as const).filter((line) =>
    admitted.some((version) => compareVersions(version, "18.0.0") >= 0 === (line === "18")),
  );
}

function withoutRows(block: Block, written: string, place: Place): ReturnType<typeof refused> {
  const message = `v18 before ${OLDEST} writes no aws-auth: the rows are somebody else's, got \`${written}\``;
  const help =
    "bump to 18.31.2, then to v19, by the module's own guides; then run this again: the rows stay where they are";
  return refused(block, place, { message, help });
}

function withOtherRows(block: Block, written: string, place: Place): ReturnType<typeof refused> {
  const message = `expected ${OLDEST} or newer, got \`${written}\`: v17 and older have the rows in kubernetes_config_map.aws_auth`;
  const help = `let the ConfigMap leave the state by ${forgettingBlock(`${blockAddress(block)}.kubernetes_config_map.aws_auth`)}, bump by the module's guides, and adopt the rows by a kubernetes_config_map_v1_data of your own: docs/upgrade-module.md`;
  return refused(block, place, { message, help });
}

/** Why a call does not go from its version to another: nothing is older, or its state was made by an older one than it calls. */
export function versionFindings(
  block: Block,
  { from, to, state }: { readonly from: string; readonly to: string; readonly state: ModuleState | undefined },
): readonly LocatedFinding[] {
  const place = refOf(block) === undefined ? "version" : "source";
  const rows = state?.rows?.address ?? state?.configMap;
  if (rows !== undefined && compareVersions(from, "20.0.0") >= 0) {
    const message = `the state has ${rows}, which no version from 20.0.0 on makes, expected the version that was applied, got \`${from}\``;
    const help =
      "do not apply: the plan destroys the rows; write the version of before the bump again (`git log` has it), run `terraform init`, then run this again";
    return refused(block, place, { message, help }).findings;
  }
  if (compareVersions(from, to) < 0) return [];
  const message = `expected an older version than ${to}, got \`${from}\``;
  return refused(block, place, { message, help: "nothing is to be done" }).findings;
}

function refused(
  block: Block,
  place: Place,
  text: { readonly message: string; readonly help: string },
): { readonly findings: readonly LocatedFinding[] } {
  return { findings: [overlayIn(block, ["overlay-module-version", place], text)] };
}
