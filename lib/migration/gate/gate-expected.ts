import { acceptItem } from "../../finding/accept-item";
import { mendType } from "../translation/other-type";
import { readsConfigMap } from "../../access/access-entry/authentication-mode";
import { printArn } from "../../access/principal/arn";
import { principalName } from "../../access/principal/principal-name";
import { findingsIn } from "../../finding/finding";
import type { JudgedFinding } from "../acceptance";
import type { AccessDefinition } from "../definition";
import { filePath } from "../file-path";
import { isFrom } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import { blocksFrom } from "./gate-coverage";

const finding = findingsIn("gate");

/** What EKS may do otherwise than the file expects. */
export function expectationFindings(staged: StagedDefinition): JudgedFinding[] {
  return [...localCluster(staged), ...windowsExpected(staged), ...unreadWrite(staged)];
}

/** @see DOMAIN R42 */
function localCluster({ definition, rendering }: StagedDefinition): JudgedFinding[] {
  const { outpostConfig, migration, clusterName } = definition;
  if (outpostConfig === undefined || (migration === undefined && rendering.mode === "CONFIG_MAP")) return [];
  const text = {
    message: "a local cluster on an Outpost, expected mode CONFIG_MAP: AWS refuses the switch to access entries",
    help: `${migration === undefined ? "write `authentication_mode: CONFIG_MAP`" : "stay at stage `config-map`"}; \`aws eks describe-cluster --name ${clusterName} --query cluster.accessConfig\` says which mode the cluster has; once AWS documents another mode for it, ${acceptItem("local-cluster-mode")}`,
  };
  const severity = migration === undefined ? "blocker" : blocksFrom(definition, "dual");
  return [finding("local-cluster-mode", "outpost_config", { ...text, severity })];
}

/**
 * Guards of rows, and their second read, come with `migration`. Whether a stack makes its cluster, no file tells: rows of one that
 * is there already are live. A warning where the file holds more than access: such a plan may make the cluster, or takes over the
 * rows that the root wrote so far.
 * @see DOMAIN R38
 */
function unreadWrite({ definition, rendering }: StagedDefinition): JudgedFinding[] {
  const { create, manage } = rendering.awsAuth;
  if (definition.migration !== undefined || !(create || manage) || !readsConfigMap(rendering.mode)) return [];
  const isNew = mayBeNew(definition);
  const text = {
    message: `the file writes the rows${isNew ? "" : " of a running cluster"} and has no section \`migration\`: the plan overwrites every live row, and no guard reads the live rows first`,
    help: `write \`migration: { stage: config-map }\` at the top level of the file, or the stage that the cluster is at; where ${isNew ? "the plan makes the cluster, or " : ""}it is sure that this file alone writes the rows, ${acceptItem("rows-written-unread")}`,
  };
  const severity = definition.render === "access" ? "blocker" : "warning";
  return [finding("rows-written-unread", "aws_auth", { ...text, severity })];
}

/** An AccessStack and an overlay are for a cluster that is there, and so is what adopts one. */
function mayBeNew({ render, adopt }: AccessDefinition): boolean {
  return render !== "access" && render !== "overlay" && adopt === undefined;
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
      help: `look at the type of the entry after the mode switch: \`aws eks describe-access-entry --cluster-name ${clusterName} --principal-arn ${principal} --query accessEntry.type\`; where it is EC2_WINDOWS, ${acceptItem("expected-type-unknown", principal)}; where it is not, ${mendType(clusterName, principal, "EC2_WINDOWS")}`,
    };
    return [{ ...finding("expected-type-unknown", filePath(outcome.place), text), principal }];
  });
}
