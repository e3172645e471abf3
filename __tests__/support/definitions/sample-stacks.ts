import { App, type TerraformStack, Testing } from "cdktf";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { stackOf } from "../../../stacks/stack-json";

/** The stack of a definition. */
export function stackFor(whole: ClusterDefinition): TerraformStack {
  const app = new App({ skipValidation: true, stackTraces: false });
  return stackOf(app, { staged: new StagedCluster(whole), stack: whole.clusterName });
}

/** Its JSON, as Terraform reads it but for cdktf's notes. */
export function jsonOf(whole: ClusterDefinition): string {
  return Testing.synth(stackFor(whole));
}
