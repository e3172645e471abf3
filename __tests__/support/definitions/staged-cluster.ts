import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { probeCallers } from "../../../lib/access/principal/caller";
import type { Caller } from "../../../lib/access/principal/caller";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { MigrationDefinition } from "../../../lib/migration/definition";
import { arn, policyArn, role, user } from "./arns";
import { accepting, ADMIN_ROW, BREAK_GLASS, CLUSTER_ADMIN, CREATOR, DEV_ROW, NODE_ROW } from "./definitions";
import { guarded } from "../guards/guard-bench";

const SSO = "AWSReservedSSO_Platform_0123456789abcdef";
const SSO_PATH = role(`aws-reserved/sso.amazonaws.com/ap-northeast-2/${SSO}`);
/** The role of two managed node groups, for which EKS makes an entry at the mode switch. */
export const WORKERS = role("workers");

const ROWS: readonly RoleRow[] = [
  ADMIN_ROW,
  DEV_ROW,
  NODE_ROW,
  { ...NODE_ROW, rolearn: WORKERS },
  { rolearn: role(SSO), username: "platform:{{SessionName}}", groups: ["platform"] },
  { rolearn: role("team/dead"), username: "dead", groups: ["system:masters"] },
  { rolearn: role("metrics"), groups: ["metrics-readers"] },
];

const ENTRIES: Readonly<Record<string, AccessEntry>> = {
  break_glass: BREAK_GLASS,
  admin: { principalArn: role("admin"), userName: "admin:{{SessionName}}", policyAssociations: CLUSTER_ADMIN },
  dev: {
    principalArn: role("dev"),
    userName: "dev:{{SessionName}}",
    kubernetesGroups: ["developers"],
    policyAssociations: {
      view: {
        policyArn: policyArn("AmazonEKSViewPolicy"),
        accessScope: { type: "namespace", namespaces: ["checkout", "dev-*"] },
      },
    },
  },
  platform: { principalArn: SSO_PATH, userName: "platform:{{SessionName}}", kubernetesGroups: ["platform"] },
  metrics: { principalArn: role("metrics"), kubernetesGroups: ["metrics-readers"] },
  alice: { principalArn: user("alice"), userName: "alice", kubernetesGroups: ["developers"] },
  node: { principalArn: role("node"), type: "EC2_LINUX" },
};

/**
 * A cluster with one of everything: node rows, managed node groups that share a role, a user, an SSO role with its path, a
 * dead row, a row without username, two waves, a bridge.
 */
export function staged(
  migration: Partial<MigrationDefinition> & Pick<MigrationDefinition, "stage">,
  rest: Partial<ClusterDefinition> = {},
): ClusterDefinition {
  return guarded(migration.stage, {
    accessEntries: ENTRIES,
    awsAuth: {
      awsAuthRoles: ROWS,
      awsAuthUsers: [{ userarn: user("alice"), username: "alice", groups: ["developers"] }],
      awsAuthAccounts: [],
    },
    migration: {
      expected: [CREATOR, WORKERS],
      waves: [["break_glass"], ["admin", "dev", "platform", "metrics", "alice"]],
      bridgeGroup: "access-bridge",
      rolePaths: { [role(SSO)]: SSO_PATH },
      ...migration,
    },
    accept: [accepting("masters-by-name"), { ...accepting("row-not-live"), principal: role("break-glass") }],
    ...rest,
  });
}

/** The same for a runner that reaches no Kubernetes API: rows and bindings are somebody else's, so there is no bridge. */
export function unread(
  migration: Partial<MigrationDefinition> & Pick<MigrationDefinition, "stage">,
): ClusterDefinition {
  const accept = [accepting("config-map-unread")];
  const { awsAuth: _, migration: { bridgeGroup: __, ...rest } = migration, ...whole } = staged(migration, { accept });
  return { ...whole, migration: rest };
}

/** Everybody whom {@link staged} names, in a session of a person or of an instance. */
export const STAGED_CALLERS: readonly Caller[] = [
  ...Object.values(ENTRIES).map(({ principalArn }) => principalArn),
  WORKERS,
  role("team/dead"),
  CREATOR,
]
  .map(arn)
  .flatMap(probeCallers)
  .filter(({ principal, session }) => {
    if (principal.kind !== "role") return true;
    return session === (/^(node|workers)$/.test(principal.name) ? "i-0123456789abcdef0" : "build-42");
  })
  .filter(({ principal, accessKeyId }) => principal.kind === "role" || accessKeyId.endsWith("0"));
