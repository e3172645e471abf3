import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { Acceptance, AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import type { Stage } from "../../../lib/migration/stage";
import { ACCOUNT, policyArn, role } from "./arns";

export const CLUSTER_ADMIN = {
  admin: { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } },
} as const;

export const BREAK_GLASS: AccessEntry = { principalArn: role("break-glass"), policyAssociations: CLUSTER_ADMIN };
export const CREATOR = role("cluster-creator");

export const NODE_ROW: RoleRow = {
  rolearn: role("node"),
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
};
export const ADMIN_ROW: RoleRow = {
  rolearn: role("admin"),
  username: "admin:{{SessionName}}",
  groups: ["system:masters"],
};
export const DEV_ROW: RoleRow = { rolearn: role("dev"), username: "dev:{{SessionName}}", groups: ["developers"] };

/** An acceptance that holds for long. */
export function accepting(code: string): Acceptance {
  return { code, reason: "looked at", until: "2099-12-31" };
}

/** The first file of a cluster that is there: it is imported, and whatever has the names of its bindings and roles was looked at. */
export function importing<Definition extends AccessDefinition>(
  definition: Definition,
): Definition & { readonly adopt: { readonly import: true }; readonly accept: readonly Acceptance[] } {
  const accept = [...(definition.accept ?? []), accepting("import-by-name")];
  return { ...definition, adopt: { import: true }, accept };
}

/** A definition that every stage takes: an admin, developers, nodes, break-glass; change what a test is about. */
export function definition(
  migration: Partial<MigrationDefinition> = {},
  rest: Partial<AccessDefinition> = {},
): AccessDefinition {
  return {
    clusterName: "demo",
    accountId: ACCOUNT,
    partition: "aws",
    accessEntries: {
      break_glass: BREAK_GLASS,
      admin: { principalArn: role("admin"), userName: "admin:{{SessionName}}", policyAssociations: CLUSTER_ADMIN },
      dev: { principalArn: role("dev"), userName: "dev:{{SessionName}}", kubernetesGroups: ["developers"] },
      node: { principalArn: role("node"), type: "EC2_LINUX" },
    },
    awsAuth: { awsAuthRoles: [ADMIN_ROW, DEV_ROW, NODE_ROW], awsAuthUsers: [], awsAuthAccounts: [] },
    migration: {
      stage: "entries",
      expected: [CREATOR],
      waves: [["break_glass"], ["admin", "dev"], ["node"]],
      bridgeGroup: "access-bridge",
      ...migration,
    },
    accept: [accepting("masters-by-name")],
    ...rest,
  };
}

/** The same where no runner reaches the Kubernetes API: rows and bindings are somebody else's, so there is no bridge. */
export function unreadOf(stage: Stage): AccessDefinition {
  const accept = [accepting("masters-by-name"), accepting("config-map-unread")];
  const { awsAuth: _, migration, ...rest } = definition({ stage }, { accept });
  const { bridgeGroup: __, ...others } = migration ?? { stage };
  return { ...rest, migration: others };
}
