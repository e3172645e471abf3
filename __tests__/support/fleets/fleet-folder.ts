import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { digestOf } from "../../../lib/fleet/file-digest";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { clusterArn } from "../../../lib/live/live-identity";
import type { Stage } from "../../../lib/migration/stage";
import { verifyJsonText } from "../../../lib/report/verify/verify-json";

const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const EDIT = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy";

/** Where a cluster of a fleet is. */
export interface Where {
  readonly stage: Stage;
  /** @default all, at `entries` */
  readonly wave?: number;
  /** @default 111122223333 */
  readonly account?: string;
  /** @default "platform" */
  readonly owner?: string;
}

/** A cluster with two rows, two entries and two waves: break-glass first, then developers. */
export function memberText(name: string, { stage, wave, account = "111122223333", owner = "platform" }: Where): string {
  const role = (key: string): string => `arn:aws:iam::${account}:role/${key}`;
  return [
    `cluster_name: ${name}`,
    "render: access",
    `owner: ${owner}`,
    "migration:",
    `  stage: ${stage}`,
    "  waves: [[break_glass], [developers]]",
    ...(wave === undefined ? [] : [`  wave: ${wave}`]),
    `  expected: ["${role("terraform")}"]`,
    "access_entries:",
    "  break_glass:",
    `    principal_arn: ${role("break-glass")}`,
    "    user_name: break-glass",
    "    policy_associations:",
    `      admin: { policy_arn: "${ADMIN}", access_scope: { type: cluster } }`,
    "  developers:",
    `    principal_arn: ${role("developers")}`,
    "    user_name: developers",
    "    kubernetes_groups: [developers]",
    "    policy_associations:",
    `      edit: { policy_arn: "${EDIT}", access_scope: { type: namespace, namespaces: [apps] } }`,
    "aws_auth:",
    "  aws_auth_roles:",
    `    - { rolearn: "${role("break-glass")}", username: break-glass, groups: [system:masters] }`,
    `    - { rolearn: "${role("developers")}", username: developers, groups: [developers] }`,
    "accept:",
    "  - { code: masters-by-name, reason: nothing names the group, until: 2099-01-01 }",
    "terraform:",
    `  account_id: "${account}"`,
    "  region: eu-west-1",
    "",
  ].join("\n");
}

/** Three rings: dev, then staging once dev has its entries, then prod. */
export const RINGS = `rings:
  - name: dev
    clusters: [dev/*]
  - name: staging
    clusters: [staging/*]
    after: { stage: entries, verified_days: 3 }
  - name: prod
    clusters: [prod/*]
`;

/** A fleet in a folder of its own, which its test removes. */
export class FleetFolder {
  readonly cwd = mkdtempSync(join(tmpdir(), "eks-access-fleet-"));

  /** A cluster `shop` in each of the three rings, in an account of its own: dev at `entries`, staging at `dual`, prod as told. */
  static ofRings(prod: Stage): FleetFolder {
    const fleet = new FleetFolder();
    fleet.write("clusters/fleet.yaml", RINGS);
    const stages: readonly (readonly [string, Stage])[] = [
      ["dev", "entries"],
      ["staging", "dual"],
      ["prod", prod],
    ];
    for (const [i, [ring, stage]] of stages.entries()) {
      const account = String(i + 1).repeat(12);
      fleet.write(`clusters/${ring}/shop.yaml`, memberText("shop", { stage, account }));
    }
    return fleet;
  }

  remove(): void {
    rmSync(this.cwd, { recursive: true });
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.cwd, name)), { recursive: true });
    writeFileSync(join(this.cwd, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.cwd, name), "utf8");
  }

  /** Writes what `verify --format json` says of a cluster file as it is: complete, and of now, unless told otherwise. */
  verify(name: string, { isComplete = true, at = Date.now() }: { isComplete?: boolean; at?: number } = {}): void {
    const file = `clusters/${name}.yaml`;
    const text = this.read(file);
    const { cluster } = parseClusterFile(file, text);
    if (cluster === undefined) throw new Error(`${file} is no cluster file`);
    const { definition } = cluster.staged;
    const verified = {
      file,
      digest: digestOf({ bytes: Buffer.from(text) }),
      clusterName: definition.clusterName,
      clusterArn: clusterArn(definition),
      isComplete,
      next: { why: "nobody asked" },
      findings: [],
    };
    this.write(`verified/${name.replaceAll("/", "-")}.json`, verifyJsonText([verified], at));
  }
}
