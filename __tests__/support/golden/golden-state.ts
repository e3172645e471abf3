import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fields, fieldsOf } from "../terraform/provider-schema";

/** States that the real module left, whole: folders with main.tf, terraform.tfvars and terraform.tfstate. */
export const GOLDEN_STATES = [
  "access",
  "managed-node-groups",
  "self-managed",
  "fargate",
  "karpenter",
  "auto-mode",
] as const;

/** One of {@link GOLDEN_STATES}. */
export type GoldenName = (typeof GOLDEN_STATES)[number];

/** A file of a golden state, out of the folder that `GOLDEN_STATES` names. */
export function goldenFile(name: GoldenName, file: string): string {
  return readFileSync(join(process.env.GOLDEN_STATES ?? "", name, file), "utf8");
}

interface NodeRow {
  readonly rolearn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

const NODE_GROUPS = ["system:bootstrappers", "system:nodes"];

/** What a state says of the cluster that Terraform left running. */
export class GoldenState {
  private readonly resources: readonly Fields[];

  constructor(state: string) {
    this.resources = listOf(fieldsOf(JSON.parse(state)).resources);
  }

  /** Attributes of the managed resources of a type. */
  all(type: string): Fields[] {
    const ours = this.resources.filter((resource) => resource.type === type && resource.mode === "managed");
    return ours.flatMap(({ instances }) => listOf(instances).map(({ attributes }) => fieldsOf(attributes)));
  }

  get cluster(): Fields {
    const [cluster] = this.all("aws_eks_cluster");
    if (cluster === undefined) throw new Error("expected a cluster in the state");
    return cluster;
  }

  get mode(): string {
    return String(fieldsOf(listOf(this.cluster.access_config)[0]).authentication_mode);
  }

  /** The live ConfigMap: as the state has it, else with the rows that EKS writes of managed node groups and Fargate. */
  get awsAuth(): Readonly<Record<string, string>> {
    const [data] = ["kubernetes_config_map_v1_data", "kubernetes_config_map"].flatMap((type) => this.all(type));
    if (data !== undefined)
      return Object.fromEntries(Object.entries(fieldsOf(data.data)).map(([key, text]) => [key, String(text)]));
    return { mapRoles: [...this.nodeRows(), ...this.fargateRows()].map((row) => rowText(row)).join("") };
  }

  private nodeRows(): NodeRow[] {
    return this.all("aws_eks_node_group").map(({ node_role_arn: arn }) => ({
      rolearn: String(arn),
      username: "system:node:{{EC2PrivateDNSName}}",
      groups: NODE_GROUPS,
    }));
  }

  private fargateRows(): NodeRow[] {
    return this.all("aws_eks_fargate_profile").map(({ pod_execution_role_arn: arn }) => ({
      rolearn: String(arn),
      username: "system:node:{{SessionName}}",
      groups: [...NODE_GROUPS, "system:node-proxier"],
    }));
  }
}

/** Elements of a list that are objects. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map((each: unknown) => fieldsOf(each)) : [];
}

/** As EKS writes it. */
function rowText({ rolearn, username, groups }: NodeRow): string {
  const members = groups.map((group) => `  - ${group}\n`).join("");
  return `- groups:\n${members}  rolearn: ${rolearn}\n  username: ${username}\n`;
}

/** Roles and users that a text names. */
export function principalsIn(text: string): string[] {
  const found = [...text.matchAll(/arn:aws:iam::\d{12}:(?:role|user)\/[\w/.-]+/g)].map(([arn]) => arn);
  return [...new Set(found)].filter((arn) => !arn.includes("/aws-service-role/"));
}
