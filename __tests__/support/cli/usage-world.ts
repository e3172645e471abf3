import { Readable } from "node:stream";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { accessSteps, type AccessStep } from "../../../lib/migration/explanation/access-step";
import { LogReader } from "../../../lib/usage/logs/read-logs";
import type { RequestKinds } from "../../../lib/usage/replay";

/** The cluster's account. */
export const ACCOUNT = "111122223333";
/** ARN of its roles, without the name. */
export const ROLE = `arn:aws:iam::${ACCOUNT}:role`;

const FILE = `cluster_name: demo
render: access
terraform:
  account_id: "${ACCOUNT}"
  region: eu-west-1
migration:
  stage: entries
  waves: [[ops], [reader]]
  wave: 1
access_entries:
  ops:
    principal_arn: ${ROLE}/ops
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }
  reader:
    principal_arn: ${ROLE}/reader
    user_name: reader
    kubernetes_groups: [readers]
aws_auth:
  aws_auth_roles:
    - { rolearn: ${ROLE}/ops, username: "ops:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: ${ROLE}/reader, username: reader, groups: [readers] }
    - { rolearn: ${ROLE}/old, username: old, groups: [readers] }
    - { rolearn: ${ROLE}/nodes, username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
  aws_auth_accounts: ["444455556666"]
`;

function stepsOf(text: string): AccessStep[] {
  const parsed = parseClusterFile("demo.yaml", text);
  if (parsed.cluster === undefined) throw new Error(JSON.stringify(parsed));
  return accessSteps(parsed.cluster.staged);
}

/** The demo file at a stage. */
export function stepNamed(name: string): AccessStep {
  const found = stepsOf(FILE).find((step) => step.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

/** A login in the authenticator's log. */
export interface Login {
  readonly arn: string;
  readonly username: string;
  readonly groups: string;
  readonly session?: string;
  readonly userId?: string;
  readonly time?: string;
}

/** The two lines of a login. */
export function login(
  { arn, username, groups, session = "", userId = "AROAONE", time = "2026-11-20T10:00:00Z" }: Login,
  client: number,
): string {
  const rest = `client="127.0.0.1:${client}" method=POST path=/authenticate`;
  const lines = [
    `time="${time}" level=info msg="STS response" accountid=${ACCOUNT} arn="${arn}" ${rest} session="${session}" userid=${userId}`,
    `time="${time}" level=info msg="access granted" arn="${arn}" groups="[${groups}]" ${rest} uid="aws-iam-authenticator:${ACCOUNT}:${userId}" username="${username}"`,
  ];
  return lines.join("\n");
}

/** What a reader makes of one text. */
export async function readerOf(text: string, kinds?: RequestKinds): Promise<LogReader> {
  const reader = new LogReader(kinds);
  await reader.read(Readable.from([text]));
  return reader;
}
