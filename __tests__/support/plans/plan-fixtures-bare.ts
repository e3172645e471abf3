import { PlanBench } from "../terraform/plan-bench";
import type { SavePlan } from "./plan-fixtures";

/** A configuration written by hand: what a test is about changes, the rest stays. */
interface Bare {
  readonly mode: string;
  readonly name: string;
  readonly bootstrap: string;
  readonly configMap: string;
  readonly entries: string;
  readonly more: string;
}

const ROLE = "arn:aws:iam::111122223333:role";

const ROWS = `yamlencode([
      { rolearn = "${ROLE}/admin", username = "admin:{{SessionName}}", groups = ["system:masters"] },
      { rolearn = "${ROLE}/dev", username = "dev:{{SessionName}}", groups = ["developers"] },
      { rolearn = "${ROLE}/node", username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] },
    ])`;

function configMap(rows: string): string {
  return `
resource "kubernetes_config_map" "aws_auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = { mapRoles = ${rows} }
}
`;
}

function entry(name: string, rest: string): string {
  return `
resource "aws_eks_access_entry" "${name}" {
  cluster_name = aws_eks_cluster.this.name
${rest}
}
`;
}

function association(entryName: string, policy: string, scope: string): string {
  return `
resource "aws_eks_access_policy_association" "${entryName}" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.${entryName}.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/${policy}"
  access_scope {
    ${scope}
  }
}
`;
}

const ADMIN = entry("admin", `  principal_arn = "${ROLE}/admin"\n  user_name = "admin:{{SessionName}}"`);
const DEV = entry(
  "dev",
  `  principal_arn = "${ROLE}/dev"\n  kubernetes_groups = ["developers"]\n  user_name = "dev:{{SessionName}}"`,
);
const NODE = entry("node", `  principal_arn = "${ROLE}/node"\n  type = "EC2_LINUX"`);
const IS_ADMIN = association("admin", "AmazonEKSClusterAdminPolicy", 'type = "cluster"');
const IS_VIEWER = association("dev", "AmazonEKSViewPolicy", 'type = "namespace"\n    namespaces = ["checkout"]');

const START: Bare = {
  mode: "API_AND_CONFIG_MAP",
  name: "shop",
  bootstrap: "true",
  configMap: configMap(ROWS),
  entries: [ADMIN, IS_ADMIN, DEV, IS_VIEWER].join(""),
  more: "",
};

function bare(change: Partial<Bare> = {}): string {
  const { mode, name, bootstrap, configMap: rows, entries, more } = { ...START, ...change };
  return `
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws", version = "5.100.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "2.38.0" }
  }
}

resource "aws_eks_cluster" "this" {
  name     = "${name}"
  role_arn = "${ROLE}/shop-cluster"
  version  = "1.31"
  access_config {
    authentication_mode                         = "${mode}"
    bootstrap_cluster_creator_admin_permissions = ${bootstrap}
  }
  vpc_config {
    subnet_ids = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
  }
}
${rows}
${entries}
${more}
`;
}

/** Plans of one applied state, by name: each changes one thing. */
const CHANGES: Readonly<Record<string, Partial<Bare>>> = {
  "bare-again": {},
  "bare-config-map-destroyed": { configMap: "" },
  "bare-config-map-forgotten": {
    configMap: "removed {\n  from = kubernetes_config_map.aws_auth\n  lifecycle {\n    destroy = false\n  }\n}\n",
  },
  "bare-rows-emptied": { configMap: configMap('"[]"') },
  "bare-rows-unknown": {
    configMap: configMap("terraform_data.rows.output"),
    more: `resource "terraform_data" "rows" {\n  input = ${ROWS}\n}\n`,
  },
  "bare-rows-sensitive": { configMap: configMap(`sensitive(${ROWS})`) },
  "bare-mode-api": { mode: "API" },
  "bare-bootstrap-flag": { bootstrap: "false" },
  "bare-cluster-renamed": { name: "shop-2" },
  "bare-entry-removed": { entries: [ADMIN, IS_ADMIN].join("") },
  "bare-entry-forgotten": {
    entries: [
      [ADMIN, IS_ADMIN].join(""),
      ...["aws_eks_access_entry", "aws_eks_access_policy_association"].map(
        (type) => `removed {\n  from = ${type}.dev\n  lifecycle {\n    destroy = false\n  }\n}\n`,
      ),
    ].join(""),
  },
  "bare-entry-renamed": { entries: renamed() },
  "bare-entry-moved": {
    entries: renamed(),
    more: ["aws_eks_access_entry", "aws_eks_access_policy_association"]
      .map((type) => `moved {\n  from = ${type}.dev\n  to   = ${type}.developers\n}\n`)
      .join(""),
  },
  "bare-entry-added": { entries: `${START.entries}${NODE}` },
  "bare-entry-principal-unknown": {
    entries: START.entries.replace(`"${ROLE}/dev"`, "terraform_data.dev.output"),
    more: `resource "terraform_data" "dev" {\n  input = "${ROLE}/dev"\n}\n`,
  },
  "bare-entry-of-new-role": {
    entries: `${START.entries}${entry("ops", '  principal_arn = aws_iam_role.ops.arn\n  kubernetes_groups = ["ops"]')}`,
    more: 'resource "aws_iam_role" "ops" {\n  name = "ops"\n  path = "/team/"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })\n}\n',
  },
  "bare-groups-changed": { entries: START.entries.replace('["developers"]', '["auditors"]') },
  "bare-username-changed": { entries: START.entries.replace('"dev:{{SessionName}}"', '"coder:{{SessionName}}"') },
  "bare-scope-changed": { entries: START.entries.replace('["checkout"]', '["checkout", "ledger"]') },
  "bare-policy-raised": { entries: START.entries.replace("AmazonEKSViewPolicy", "AmazonEKSClusterAdminPolicy") },
};

function renamed(): string {
  return START.entries.replaceAll('" "dev"', '" "developers"').replaceAll("entry.dev.", "entry.developers.");
}

/** A cluster still in mode CONFIG_MAP, and what must not be planned there. */
const LEGACY_CHANGES: Readonly<Record<string, Partial<Bare>>> = {
  "legacy-again": {},
  "legacy-mode-both": { mode: "API_AND_CONFIG_MAP" },
  "legacy-mode-skipped": { mode: "API" },
  "legacy-mode-and-entries": { mode: "API_AND_CONFIG_MAP", entries: START.entries },
};

/** Resources as such, no module around them. */
export async function barePlans(save: SavePlan): Promise<void> {
  await planned(save, {}, CHANGES);
  await planned(save, { mode: "CONFIG_MAP", entries: "" }, LEGACY_CHANGES);
}

async function planned(save: SavePlan, start: Partial<Bare>, changes: Readonly<Record<string, Partial<Bare>>>) {
  const bench = await PlanBench.start(["aws", "kubernetes"]);
  try {
    await bench.configure(bare(start));
    if (start.mode === undefined) save("bare-create", await bench.plan());
    await bench.apply();
    for (const [name, change] of Object.entries(changes)) {
      bench.rewrite(bare({ ...start, ...change }));
      save(name, await bench.plan());
    }
  } finally {
    await bench.stop();
  }
}
