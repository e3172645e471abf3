import { printArn } from "../../access/principal/arn";
import { findingsOf, type Rule } from "../../finding/finding";
import type { JudgedFinding } from "../acceptance";
import { filePath } from "../file-path";
import { isFrom } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import { blocksFrom } from "./gate-coverage";

/** The codes of findings about what EKS itself does at the mode switch, which no file decides. */
export const EKS_RULES = {
  "expected-type-unknown": {
    severity: "warning",
    rule: "R43",
    meaning:
      "EKS makes the entry of a Windows node group, and has given such groups type EC2_LINUX: Windows nodes then lose their network.",
    acceptable: true,
  },
  "local-cluster-mode": {
    severity: "blocker",
    rule: "R42",
    meaning:
      "A local cluster on an Outpost takes mode CONFIG_MAP alone. Blocks from `dual` on, a warning before; accept it once AWS says that it takes another mode.",
    acceptable: true,
  },
} as const satisfies Record<string, Rule>;

const finding = findingsOf(EKS_RULES);

/** What EKS may do otherwise than the file expects. */
export function eksFindings(staged: StagedDefinition): JudgedFinding[] {
  return [...localCluster(staged), ...windowsExpected(staged)];
}

/** @see DOMAIN R42 */
function localCluster({ definition, rendering }: StagedDefinition): JudgedFinding[] {
  const { outpostConfig, migration, clusterName } = definition;
  if (outpostConfig === undefined || (migration === undefined && rendering.mode === "CONFIG_MAP")) return [];
  const text = {
    message: "a local cluster on an Outpost, expected mode CONFIG_MAP: AWS refuses the switch to access entries",
    help: `stay at stage config-map; \`aws eks describe-cluster --name ${clusterName} --query cluster.accessConfig\` says which mode the cluster has; accept local-cluster-mode once AWS documents another mode for it`,
  };
  const severity = migration === undefined ? "blocker" : blocksFrom(definition, "dual");
  return [{ ...finding("local-cluster-mode", "outpost_config", text), severity }];
}

/** @see DOMAIN R43 */
function windowsExpected(staged: StagedDefinition): JudgedFinding[] {
  const { migration, clusterName } = staged.definition;
  if (migration === undefined || isFrom(migration.stage, "api")) return [];
  return staged.translation.outcomes.flatMap((outcome): JudgedFinding[] => {
    if (outcome.kind !== "expected" || outcome.entry.type !== "EC2_WINDOWS") return [];
    const principal = printArn(outcome.principal);
    const text = {
      message: `a row of Windows nodes whose entry EKS makes, expected type EC2_WINDOWS: with EC2_LINUX, which EKS has given too, Windows nodes of \`${principal}\` lose their network`,
      help: `look at the type after the switch: \`aws eks describe-access-entry --cluster-name ${clusterName} --principal-arn ${principal} --query accessEntry.type\`; then accept expected-type-unknown for this principal`,
    };
    return [{ ...finding("expected-type-unknown", filePath(outcome.place), text), principal }];
  });
}
