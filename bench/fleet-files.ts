import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ACCOUNT = "111122223333";

/** Where a cluster of a fleet is. */
export interface Where {
  /** @default "entries" */
  readonly stage?: string;
  /** @default all waves */
  readonly wave?: number;
  /** @default "eu-west-1" */
  readonly region?: string;
}

/** A cluster in the middle of its migration: `entries` people, each with a row, an entry and a policy. */
function clusterFileText(cluster: string, entries: number, where: Where = {}): string {
  const { stage = "entries", wave, region = "eu-west-1" } = where;
  const people = Array.from({ length: entries }, (_, n) => (n === 0 ? "break_glass" : `person_${n}`));
  return [
    `cluster_name: ${cluster}`,
    "render: access",
    "migration:",
    `  stage: ${stage}`,
    "  waves: [[break_glass]]",
    ...(wave === undefined ? [] : [`  wave: ${wave}`]),
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
    `  region: ${region}`,
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

/** Rings of a fleet, from the first: their names, and where their clusters are. */
const RINGS: readonly (Where & { readonly name: string })[] = [
  { name: "canary", stage: "retire" },
  { name: "early", stage: "entries" },
  { name: "dev", stage: "entries", wave: 1 },
  { name: "staging", stage: "dual" },
  { name: "prod", stage: "config-map" },
];

/** Writes a fleet of `clusters` files in five rings, with its `fleet.yaml`, and returns the paths of the files. */
export function writeRings(folder: string, clusters: number, entries: number): string[] {
  const paths = RINGS.flatMap(({ name, ...where }, i) => {
    mkdirSync(join(folder, name), { recursive: true });
    const own = Math.floor(((i + 1) * clusters) / RINGS.length) - Math.floor((i * clusters) / RINGS.length);
    return Array.from({ length: own }, (_, n) => {
      const path = join(folder, name, `${name}-${n}.yaml`);
      writeFileSync(path, clusterFileText(`${name}-${n}`, entries, where));
      return path;
    });
  });
  const rings = RINGS.map(({ name }) => `  - { name: ${name}, clusters: [${name}/*] }\n`);
  writeFileSync(join(folder, "fleet.yaml"), `rings:\n${rings.join("")}`);
  return paths;
}
