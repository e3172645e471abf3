import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { role, user } from "../definitions/arns";
import { ADMIN_ROW, DEV_ROW, NODE_ROW } from "../definitions/definitions";
import { moduleRoot } from "./overlay-roots";

const V19 = join(__dirname, "../../fixtures/overlay/eks-v19");

/** The files of the fixtures' module in v19's shape, where a root calls it. */
export const MODULE_FILES = Object.fromEntries(
  ["main.tf", "variables.tf"].map((name) => [`modules/eks-v19/${name}`, readFileSync(join(V19, name), "utf8")]),
);

const ARGUMENTS = `  manage_aws_auth_configmap                        = true
  aws_auth_node_iam_role_arns_non_windows          = ["${role("node")}"]
  aws_auth_fargate_profile_pod_execution_role_arns = ["${role("fargate")}"]
  aws_auth_roles = [
    { rolearn = "${role("admin")}", username = "admin:{{SessionName}}", groups = ["system:masters"] },
    { rolearn = "${role("dev")}", username = "dev:{{SessionName}}", groups = ["developers"] },
  ]
  aws_auth_users = [{ userarn = "${user("alice")}", username = "alice", groups = ["developers"] }]
`;

/** A root that calls it, with rows of nodes, of Fargate and its own. */
export const ROOT_AT_19 = moduleRoot({ awsAuth: "", entries: ARGUMENTS })
  .replace("./modules/eks", "./modules/eks-v19")
  .replace(/ {2}authentication_mode = .*\n/, "");

/** The same root after the bump to v20: its rows stand in a file beside it. */
export const ROOT_AT_20 = moduleRoot({ awsAuth: "" });

const FARGATE_ROW: RoleRow = {
  rolearn: role("fargate"),
  username: "system:node:{{SessionName}}",
  groups: ["system:bootstrappers", "system:nodes", "system:node-proxier"],
};

/** A cluster with the rows of that root, in the order in which v19 had them. */
export function withRowsOf19(definition: ClusterDefinition): ClusterDefinition {
  return {
    ...definition,
    accessEntries: { ...definition.accessEntries, fargate: { principalArn: role("fargate"), type: "FARGATE_LINUX" } },
    awsAuth: {
      awsAuthRoles: [NODE_ROW, FARGATE_ROW, ADMIN_ROW, DEV_ROW],
      awsAuthUsers: [{ userarn: user("alice"), username: "alice", groups: ["developers"] }],
      awsAuthAccounts: [],
    },
  };
}
