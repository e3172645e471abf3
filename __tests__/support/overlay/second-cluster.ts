import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { rowsOf } from "../../../lib/migration/file-rows";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../definitions/arns";
import { accepting, ADMIN_ROW, CLUSTER_ADMIN } from "../definitions/definitions";
import { type GuardBench, guarded } from "../guards/guard-bench";
import { kubeconfigFor, startKubeApiserver } from "../kubernetes/kube-apiserver";
import { KubeClient } from "../kubernetes/kube-client";
import { overlaid } from "./overlaid";

const OPS: RoleRow = { rolearn: role("green-ops"), username: "ops:{{SessionName}}", groups: ["operators"] };
/** The rows of `green`, of which one is no other cluster's. */
const ROWS = { awsAuthRoles: [ADMIN_ROW, OPS], awsAuthUsers: [], awsAuthAccounts: [] } as const;

/** A cluster `green` beside the one of a bench: in mode CONFIG_MAP, with an API server and rows of its own. */
export class SecondCluster {
  static async start(bench: GuardBench): Promise<SecondCluster> {
    const server = await startKubeApiserver();
    const folder = mkdtempSync(join(tmpdir(), "second-cluster-"));
    const config = join(folder, "kubeconfig");
    writeFileSync(config, kubeconfigFor(server), { mode: 0o600 });
    const kube = new KubeClient(server);
    await bench.createRole("green-ops");
    bench.proxy.shows("green", { endpoint: server.url, certificateAuthority: server.certificateAuthority });
    await bench.eks("POST", "/clusters", {
      name: "green",
      version: "1.31",
      roleArn: role("demo-cluster"),
      resourcesVpcConfig: { subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"] },
      accessConfig: { authenticationMode: "CONFIG_MAP" },
    });
    await kube.writeConfigMap("kube-root-ca.crt", { "ca.crt": server.certificateAuthority });
    const made = new SecondCluster(kube, { config, token: server.token }, async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    await kube.writeConfigMap("aws-auth", encodeAwsAuth(rowsOf(made.at("config-map", { root: "../stack" }))));
    return made;
  }

  private constructor(
    readonly kube: KubeClient,
    private readonly reach: { readonly config: string; readonly token: string },
    readonly stop: () => Promise<void>,
  ) {}

  /** The value of a variable `green_token`. */
  get tfvars(): string {
    return `green_token = ${JSON.stringify(this.reach.token)}\n`;
  }

  /** Its cluster file at a stage, over the blocks that are named. */
  at(stage: Stage, overlay: NonNullable<ClusterDefinition["overlay"]>): ClusterDefinition {
    const { terraform } = guarded(stage);
    return overlaid(stage, {
      clusterName: "green",
      overlay,
      accessEntries: {
        admin: { principalArn: role("admin"), userName: "admin:{{SessionName}}", policyAssociations: CLUSTER_ADMIN },
        ops: { principalArn: role("green-ops"), userName: "ops:{{SessionName}}", kubernetesGroups: ["operators"] },
      },
      awsAuth: ROWS,
      migration: { stage },
      accept: [accepting("masters-by-name"), accepting("creator-unknown")],
      terraform: { ...terraform, configPath: this.reach.config },
    });
  }
}

/** The sub-module's call that writes the rows of `green`. */
export const GREEN_AUTH = `
module "green_auth" {
  source    = "./modules/eks/modules/aws-auth"
  providers = { kubernetes = kubernetes.green }

  manage_aws_auth_configmap = true
  aws_auth_roles = [
    { rolearn = "${role("admin")}", username = "admin:{{SessionName}}", groups = ["system:masters"] },
    { rolearn = "${role("green-ops")}", username = "ops:{{SessionName}}", groups = ["operators"] },
  ]
}
`;
