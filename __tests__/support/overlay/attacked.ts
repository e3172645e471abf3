import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../definitions/arns";
import { accepting, BREAK_GLASS, CREATOR, NODE_ROW } from "../definitions/definitions";
import { GuardBench } from "../guards/guard-bench";
import { overlaid } from "./overlaid";

/** The role of a managed node group: EKS writes its row, and makes its entry. */
export const WORKERS = role("workers");
const WORKERS_ROW: RoleRow = { ...NODE_ROW, rolearn: WORKERS };

/** What is otherwise than at first. */
interface Otherwise {
  readonly entries?: Readonly<Record<string, AccessEntry>>;
  readonly overlay?: NonNullable<ClusterDefinition["overlay"]>;
}

/** A cluster with a node group, whose creator is expected. Break-glass has no row: its entry alone lets it in. */
export function attacked(stage: Stage, { entries = {}, overlay }: Otherwise = {}): ClusterDefinition {
  const { accessEntries, accept = [], awsAuth, ...rest } = overlaid(stage);
  return {
    ...rest,
    ...(overlay === undefined ? {} : { overlay }),
    ...(awsAuth && { awsAuth: { ...awsAuth, awsAuthRoles: [...awsAuth.awsAuthRoles, WORKERS_ROW] } }),
    accessEntries: { break_glass: BREAK_GLASS, ...accessEntries, ...entries },
    migration: { stage, expected: [WORKERS, CREATOR] },
    accept: [...accept, { ...accepting("row-not-live"), principal: role("break-glass") }],
  };
}

/** A root's text with the row of the node group after that of the other nodes. */
export function withWorkers(text: string): string {
  return text.replace(
    /( *)\{ rolearn = "\S+role\/node".*\n/,
    (line: string) => `${line}${line.replace("role/node", "role/workers")}`,
  );
}

/** That cluster as it runs, with its node group. */
export async function attackedBench(): Promise<GuardBench> {
  const live = await GuardBench.live(attacked("config-map"), { creator: CREATOR });
  const subnets = ["subnet-0a1b2c3d4e5f60001"];
  await live.eks("POST", "/clusters/demo/node-groups", { nodegroupName: "blue", nodeRole: WORKERS, subnets });
  return live;
}
