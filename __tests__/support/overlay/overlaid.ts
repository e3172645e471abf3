import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role, user } from "../definitions/arns";
import { accepting, ADMIN_ROW, CLUSTER_ADMIN, DEV_ROW, NODE_ROW } from "../definitions/definitions";
import { guarded } from "../guards/guard-bench";

const ROWS: readonly RoleRow[] = [ADMIN_ROW, DEV_ROW, NODE_ROW];
const ENTRIES: Readonly<Record<string, AccessEntry>> = {
  admin: { principalArn: role("admin"), userName: "admin:{{SessionName}}", policyAssociations: CLUSTER_ADMIN },
  dev: { principalArn: role("dev"), userName: "dev:{{SessionName}}", kubernetesGroups: ["developers"] },
  alice: { principalArn: user("alice"), userName: "alice", kubernetesGroups: ["developers"] },
  node: { principalArn: role("node"), type: "EC2_LINUX" },
};

/** A cluster that a root module has, at a stage: rows of one shape, as the module's sub-module takes them. */
export function overlaid(stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  return guarded(stage, {
    render: "overlay",
    overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
    accessEntries: ENTRIES,
    awsAuth: {
      awsAuthRoles: ROWS,
      awsAuthUsers: [{ userarn: user("alice"), username: "alice", groups: ["developers"] }],
      awsAuthAccounts: [],
    },
    migration: { stage, bridgeGroup: "access-bridge" },
    accept: [accepting("masters-by-name"), accepting("creator-unknown")],
    ...rest,
  });
}

/** As it stands in a folder `clusters` beside that of its root module. */
export function clusterFile(definition: ClusterDefinition): ClusterFile {
  const file = `../clusters/${definition.clusterName}.yaml`;
  const stack = definition.clusterName;
  return {
    file,
    stack,
    around: {},
    staged: new StagedCluster(definition),
    locate: (finding) => ({ ...finding, file }),
  };
}
