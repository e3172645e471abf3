import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ACCOUNT = "111122223333";

/** A cluster in the middle of its migration: `entries` people, each with a row, an entry and a policy. */
export function clusterFileText(cluster: string, entries: number): string {
  const people = Array.from({ length: entries }, (_, n) => (n === 0 ? "break_glass" : `person_${n}`));
  return [
    `cluster_name: ${cluster}`,
    "render: access",
    "migration:",
    "  stage: entries",
    "  waves: [[break_glass]]",
    "  bridge_group: access-bridge",
    `  expected: ["${arnOf("terraform")}"]`,
    "access_entries:",
    ...people.map(entryText),
    "aws_auth:",
    "  aws_auth_roles:",
    ...people.map(rowText),
    "accept:",
    "  - { code: masters-by-name, reason: nothing names the group, until: 2099-01-01 }",
    "terraform:",
    `  account_id: "${ACCOUNT}"`,
    "  region: eu-west-1",
    "",
  ].join("\n");
}

function entryText(key: string): string {
  return [
    `  ${key}:`,
    `    principal_arn: ${arnOf(key)}`,
    `    user_name: ${key}`,
    "    policy_associations:",
    "      admin:",
    "        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    "        access_scope: { type: cluster }",
  ].join("\n");
}

function rowText(key: string): string {
  return `    - { rolearn: "${arnOf(key)}", username: ${key}, groups: [system:masters] }`;
}

function arnOf(key: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${key.replace("_", "-")}`;
}

/** Writes `clusters` files of a fleet, and returns their paths. */
export function writeFleet(folder: string, clusters: number, entries: number): string[] {
  return Array.from({ length: clusters }, (_, n) => {
    const path = join(folder, `cluster-${n}.yaml`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, clusterFileText(`cluster-${n}`, entries));
    return path;
  });
}
