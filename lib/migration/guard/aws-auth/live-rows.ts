import { type AwsAuth, EMPTY_AWS_AUTH } from "../../../access/aws-auth/aws-auth";
import { readsConfigMap } from "../../../access/access-entry/authentication-mode";
import type { AccessDefinition } from "../../definition";
import { isLeavingAccount } from "../../leaving";
import type { LiveCluster } from "../live-cluster";

/** The rows that count today: in mode API none does. */
export function liveRows({ configMap, mode }: Pick<LiveCluster, "configMap" | "mode">): AwsAuth {
  return typeof configMap !== "string" && readsConfigMap(mode) ? configMap : EMPTY_AWS_AUTH;
}

/** The mapped accounts that stay. What is no account ID serves nobody (R13). */
export function servedAccounts(definition: AccessDefinition, { accounts }: AwsAuth): string[] {
  return [...new Set(accounts.map(({ row }) => row))]
    .filter((row) => /^\d{12}$/.test(row) && !isLeavingAccount(definition, row))
    .map((row) => `account ${row}`);
}
