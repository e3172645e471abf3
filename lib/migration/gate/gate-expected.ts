import { readsConfigMap } from "../../access/access-entry/authentication-mode";
import { printArn } from "../../access/principal/arn";
import { principalName } from "../../access/principal/principal-name";
import { findingsIn } from "../../finding/finding";
import type { JudgedFinding } from "../acceptance";
import { filePath } from "../file-path";
import { isFrom } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import { blocksFrom } from "./gate-coverage";

const finding = findingsIn("gate");

/** What EKS may do otherwise than the file expects. */
export function eksFindings(staged: StagedDefinition): JudgedFinding[] {
  return [...localCluster(staged), ...windowsExpected(staged), ...unreadWrite(staged)];
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
  return [finding("local-cluster-mode", "outpost_config", { ...text, severity })];
}

/**
 * Guards of rows come with `migration`; a cluster that something else manages is there already, and so are its rows.
 * @see DOMAIN R38
 */
function unreadWrite({ definition, rendering }: StagedDefinition): JudgedFinding[] {
  const { create, manage } = rendering.awsAuth;
  if (definition.migration !== undefined || definition.render !== "access" || !(create || manage)) return [];
  if (!readsConfigMap(rendering.mode)) return [];
  const text = {
    message:
      "rows of a running cluster written without `migration`, expected one: the plan overwrites every live row, and no guard reads them first",
    help: "write `migration: { stage: config-map }`, or the stage that the cluster is at; where this file alone writes the rows, accept rows-written-unread",
  };
  return [finding("rows-written-unread", "aws_auth", text)];
}

/** @see DOMAIN R43 */
function windowsExpected(staged: StagedDefinition): JudgedFinding[] {
  const { migration, clusterName } = staged.definition;
  if (migration === undefined || isFrom(migration.stage, "api")) return [];
  return staged.translation.outcomes.flatMap((outcome): JudgedFinding[] => {
    if (outcome.kind !== "expected" || outcome.entry.type !== "EC2_WINDOWS") return [];
    const principal = printArn(outcome.principal);
    const text = {
      message: `a row of Windows nodes whose entry EKS makes, expected type EC2_WINDOWS: with EC2_LINUX, which EKS has given too, Windows nodes of ${principalName(outcome.principal, staged.definition.accountId)} lose their network`,
      help: `look at the type of the entry after the mode switch: \`aws eks describe-access-entry --cluster-name ${clusterName} --principal-arn ${principal} --query accessEntry.type\`; then accept expected-type-unknown for this principal`,
    };
    return [{ ...finding("expected-type-unknown", filePath(outcome.place), text), principal }];
  });
}
