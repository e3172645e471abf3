import type { Facts } from "../facts";
import type { SourceNode, Sourced } from "../source";
import { besideCluster } from "./state-beside";
import { clusterFacts } from "./state-cluster";
import { configMapFacts } from "./state-config-map";
import { entryFacts } from "./state-entries";
import { isReadable } from "./sensitive-values";
import type { StateResource } from "./state-resource";

/** What a state says of one cluster: the one that is asked for, where it has several. */
export function stateFacts(source: SourceNode, all: readonly StateResource[], facts: Facts): void {
  const names = clusterNames(all);
  const unnamed = all.filter((resource) => isNameHidden(resource));
  for (const resource of unnamed) isReadable(resource, [nameOf(resource)], HIDDEN_NAME);
  const wanted = facts.wanted !== undefined && names.includes(facts.wanted) ? facts.wanted : names[0];
  if (wanted === undefined && unnamed.length > 0) return;
  if (wanted === undefined) {
    source.report("import-source-unknown", {
      message: "a state without a cluster, expected `aws_eks_cluster` or access entries in it",
      help: "run `terraform show -json` in the root that makes the cluster, with its workspace chosen and applied",
    });
    return;
  }
  if (names.length > 1 && wanted !== facts.wanted) {
    source.report("import-contradiction", {
      message: `a state with ${names.length} clusters, expected one, got \`${names.join(", ")}\``,
      help: "--name says which; or name the file as the cluster: --output clusters/NAME.yaml",
    });
    return;
  }
  const own = all.filter((resource) => isOf(resource, wanted));
  const named = own.find((resource) => resource.sensitive.has(nameOf(resource)));
  if (named !== undefined) isReadable(named, [nameOf(named)], HIDDEN_NAME);
  const version = source.plainText("terraform_version");
  const isOpenTofu = all.some(({ provider }) => provider.includes("registry.opentofu.org/"));
  if (version !== undefined) facts.terraform.push({ version, isOpenTofu });
  const isOnly = names.length === 1;
  facts.states.push({ value: wanted, at: source.at });
  clusterFacts(own, facts);
  entryFacts(own, facts);
  configMapFacts(isOnly ? all : besideCluster(all, wanted), facts);
  facts.roles.push(...all.filter(({ type }) => type === "aws_iam_role").flatMap(roleOf));
}

/** Clusters that the state makes, else those that it looks up, else those whose entries it has. */
function clusterNames(all: readonly StateResource[]): string[] {
  const clusters = all.filter(({ type }) => type === "aws_eks_cluster");
  const made = clusters.filter(({ mode }) => mode === "managed").map(({ values }) => values.child("name")?.text());
  const read = clusters.filter(({ mode }) => mode === "data").map(({ values }) => values.child("name")?.text());
  const named = all.map(({ values }) => values.child("cluster_name")?.text());
  const found = [made, read, named].map((names) => [...new Set(names.filter((name) => name !== undefined))].sort());
  return found.find((names) => names.length > 0) ?? [];
}

function isOf(resource: StateResource, cluster: string): boolean {
  return resource.values.child(nameOf(resource))?.text() === cluster;
}

/** The attribute that says of which cluster a resource is. */
function nameOf({ type }: StateResource): "cluster_name" | "name" {
  return type === "aws_eks_cluster" ? "name" : "cluster_name";
}

/** Of which cluster it is nobody can tell, so it is left out. */
function isNameHidden(resource: StateResource): boolean {
  const name = nameOf(resource);
  return resource.sensitive.has(name) && resource.values.child(name) === undefined;
}

const HIDDEN_NAME = "give `terraform.tfstate` itself, which has it, or take `sensitive` off and apply";

function roleOf({ values }: StateResource): Sourced<{ arn: string; createdAt?: number }>[] {
  const arn = values.child("arn");
  const text = arn?.text();
  if (arn === undefined || text === undefined) return [];
  const made = Date.parse(values.child("create_date")?.text() ?? "");
  return [{ value: { arn: text, ...(Number.isFinite(made) ? { createdAt: made } : {}) }, at: arn.at }];
}
