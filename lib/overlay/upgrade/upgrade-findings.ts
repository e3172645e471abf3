import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { compareVersions } from "../../module/module-version";
import { overlayAt, overlayIn } from "../overlay-finding";
import { type HclValue, literalText } from "../root/hcl-value";
import { calledPart, OLDEST } from "../root/module-source";
import type { ModuleState } from "./call/module-state";
import { stateAddress, type UpgradedCall } from "./call/upgraded-call";

/** What is known of an upgrade. */
interface Known {
  readonly state: ModuleState;
  /** Undefined where nobody can say it. */
  readonly from: string | undefined;
}

/** v21 has no modules/aws-auth: its rows would be destroyed while somebody may need them. What is not known counts as not done. */
export function upgradedRowFindings(
  { root, block }: UpgradedCall,
  { state, from, to }: Known & { readonly to: string },
): LocatedFinding[] {
  if (compareVersions(to, "21.0.0") < 0 || from === undefined) return [];
  if (compareVersions(from, OLDEST) < 0) {
    const message = `expected a root at ${OLDEST} or newer whose migration is done, got \`${from}\``;
    const help = "first to v20: run this without `--to 21`, take the stages up to done, then run this again";
    return [overlayIn(block, ["overlay-not-done"], { message, help })];
  }
  const calls = root.blocks.filter((each) => calledPart(each) === "aws-auth");
  if (calls.length === 0 && (state.mode === "API" || !state.hasCluster)) return [];
  const [call = block] = calls;
  const mode = state.mode === undefined ? "a state that does not tell the mode" : `authentication mode ${state.mode}`;
  const got = calls.length > 0 ? `a call of modules/aws-auth` : mode;
  const message = `v21 has no modules/aws-auth, expected a cluster whose migration is done, got ${got}`;
  const help =
    calls.length === 0 && state.mode === undefined
      ? "run `terraform apply -refresh-only` with hashicorp/aws 5.33 or newer, pull the state again, then run this again"
      : "take the stages up to done with v20, write what `eks-access overlay --settle` prints, then run this again";
  return [overlayIn(call, ["overlay-not-done"], { message, help })];
}

/** A state that does not tell of the rows: without them nothing would keep the bump from destroying them. */
export function stateFindings(
  call: UpgradedCall,
  { state, file, from }: Known & { readonly file: string },
): LocatedFinding[] {
  const { block } = call;
  const address = stateAddress(call);
  if (!state.hasCluster) {
    const message = `no cluster of ${address}, expected the state of the root module that calls it, got another one`;
    const help = `give by --state what \`terraform state pull\` prints in the folder of the root module, and that folder by --root; where the call stands in a module that this one calls, name the way to it: --module NAME.${block.name}`;
    return [overlayAt("overlay-root-unreadable", { file, line: 1 }, { message, help })];
  }
  const written = literalText(block.body.cluster_name ?? block.body.name);
  if (written !== undefined && state.clusterName !== undefined && written !== state.clusterName) {
    const message = `the state of another cluster, expected that of \`${written}\`, got \`${state.clusterName}\` in \`${file}\``;
    const help =
      "give by --state what `terraform state pull` prints in the folder of --root: the rows of another cluster would take everybody's access away";
    return [overlayAt("overlay-root-unreadable", { file, line: 1 }, { message, help })];
  }
  return rowsMissing(call, { state, file, from });
}

function rowsMissing(
  { block }: UpgradedCall,
  { state, file, from }: Known & { readonly file: string },
): LocatedFinding[] {
  const writing = ["manage_aws_auth_configmap", "create_aws_auth_configmap"].find((name) => isTrue(block.body[name]));
  const isThere =
    state.rows !== undefined || (writing === "create_aws_auth_configmap" && state.configMap !== undefined);
  if (isThere || writing === undefined || from === undefined || compareVersions(from, "20.0.0") >= 0) return [];
  const message = `the module writes aws-auth, expected its rows in the state, got none in \`${file}\``;
  const help =
    "apply the root module as it is, pull its state again, then run this again: the bump would leave the rows behind";
  return [overlayIn(block, ["overlay-root-unreadable", writing], { message, help })];
}

/** Terraform takes the text for the value. */
function isTrue(value: HclValue | undefined): boolean {
  return value === true || literalText(value) === "true";
}
