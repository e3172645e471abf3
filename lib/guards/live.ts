import { DataKubernetesConfigMapV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-config-map-v1";
import { TerraformLocal, type ITerraformDependable, type TerraformStack } from "cdktf";
import type { IamArn } from "../access/principal/arn";
import { principalId } from "../access/principal/principal-id";
import { principalName } from "../access/principal/principal-name";
import { named } from "../eks/address/addresses";
import { literals } from "../eks/address/literal";
import { CONFIG_MAP_READS } from "../migration/guard/aws-auth/config-map-unread";
import { fallingBack } from "../migration/guard/aws-auth/row-not-live";
import type { StagedDefinition } from "../migration/staged-definition";
import { fileRows, leavingRows, wantedEntries } from "./file-side";
import { evaluated, type Expression } from "./expression";
import { modeExpression } from "./live-mode";
import { countingRows, servingRowsExpression } from "./aws-auth/live-rows";
import { liveAccounts, sectionLists, sectionTexts, unreadableSectionsExpression } from "./aws-auth/live-sections";

/** What guards know of the running cluster: locals of the stack. */
export const LIVE = {
  mode: "local.live_mode",
  exists: "local.live_config_map_exists",
  unreadable: "local.live_sections_unreadable",
  /** `{ arn, name, given }` each: `name` is the ARN as it stands in the ConfigMap. */
  rows: "local.live_rows",
  accounts: "local.live_accounts",
  /** Names of the managed node groups by the ARN of their role, in lower case and without its path. */
  nodeGroups: "local.node_groups_by_role",
} as const;

/** What guards compare it with: locals that hold the file's side. */
export const FILE = {
  /** `{ name, username, groups }` by ARN in lower case. */
  rows: "local.file_rows",
  leaving: "local.leaving",
  /** By key, as {@link wantedEntries}. */
  entries: "local.entries_of_rows",
  /** Those of them that a plan asks for. */
  asked: "local.entries_asked",
  /** Whose entry the stage does not render, `{ arn, name }` each. */
  waiting: "local.rows_that_wait",
  /** Whose row has no entry in the file, `{ arn, name }` each. */
  alone: "local.rows_alone",
  /** Whose row has no declared entry, and EKS is expected to have made one, `{ arn, name }` each. */
  expected: "local.rows_expected",
} as const;

/** The live ConfigMap. */
export const AWS_AUTH = `data.kubernetes_config_map_v1.${CONFIG_MAP_READS.awsAuth}`;

/**
 * The live ConfigMap, read as the authenticator reads it: locals from which row guards judge. A
 * ConfigMap that is not there reads as null and does not fail.
 */
export function readAwsAuth(stack: TerraformStack, dependsOn: readonly ITerraformDependable[]): ITerraformDependable {
  const awsAuth = new DataKubernetesConfigMapV1(stack, "live_aws_auth", {
    metadata: { name: "aws-auth", namespace: "kube-system" },
    dependsOn: [...dependsOn],
  });
  const expressions: Readonly<Record<string, Expression>> = {
    live_mode: modeExpression("data.aws_eks_cluster.this"),
    live_config_map_exists: `${LIVE.mode} == "API" || try(length(${AWS_AUTH}.metadata[0].uid) > 0, false)`,
    live_sections: sectionTexts(`${AWS_AUTH}.data`, `(${LIVE.mode} != "API")`),
    live_sections_unreadable: unreadableSectionsExpression("local.live_sections"),
    live_lists: sectionLists("local.live_sections"),
    live_role_rows: servingRowsExpression("local.live_lists.mapRoles", "rolearn"),
    live_user_rows: servingRowsExpression("local.live_lists.mapUsers", "userarn"),
    live_rows: countingRows("local.live_role_rows", "local.live_user_rows"),
    live_accounts: liveAccounts("local.live_sections"),
  };
  for (const [name, expression] of Object.entries(expressions)) local(stack, name, evaluated(expression));
  return named(awsAuth, CONFIG_MAP_READS.awsAuth);
}

/** All that guards know of the running cluster where nobody reads its rows. */
export function readModeAlone(stack: TerraformStack): void {
  local(stack, "live_mode", evaluated(modeExpression("data.aws_eks_cluster.this")));
}

/** The file's side of the row guards, in locals that a reviewer can read. */
export function writeFileSide(stack: TerraformStack, staged: StagedDefinition): void {
  local(stack, "file_rows", literals(fileRows(staged)));
  local(stack, "leaving", literals(leavingRows(staged.definition)));
}

/** Whoever may have to fall back on a row: in locals, for Terraform prints a condition that fails, and they may be many. */
export function writeFallingBack(stack: TerraformStack, staged: StagedDefinition): void {
  const { waiting, alone, expected } = fallingBack(staged);
  const own = (principal: IamArn) => ({
    arn: principalId(principal),
    name: principalName(principal, staged.definition.accountId),
  });
  if (waiting.length > 0) local(stack, "rows_that_wait", literals(waiting.map(own)));
  if (alone.length > 0) local(stack, "rows_alone", literals(alone.map(own)));
  if (expected.length > 0) local(stack, "rows_expected", literals(expected.map(own)));
}

/** The entries that rows are covered by, for the stages at which rows go: how many there are. */
export function writeWantedEntries(stack: TerraformStack, staged: StagedDefinition): number {
  const wanted = wantedEntries(staged);
  local(stack, "entries_of_rows", literals(wanted));
  return Object.keys(wanted).length;
}

/** Writes those that a guard refuses into a local, and answers with it: Terraform prints a condition that fails. */
export function refusedIn(stack: TerraformStack, name: string, list: Expression): Expression {
  local(stack, name, evaluated(list));
  return `local.${name}`;
}

/** Writes a local of the stack: a list there is a line per item, so that a change of one is a line too. */
export function local(stack: TerraformStack, name: string, expression: unknown): void {
  named(new TerraformLocal(stack, `local_${name}`, expression), name);
}
