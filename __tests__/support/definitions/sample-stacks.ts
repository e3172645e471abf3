import { App, type TerraformStack, Testing } from "cdktf";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { stackOf } from "../../../stacks/fleet";

/** The stack of a definition. */
export function stackFor(whole: ClusterDefinition): TerraformStack {
  return stackOf(new App({ skipValidation: true, stackTraces: false }), new StagedCluster(whole));
}

/** Its JSON, as Terraform reads it but for cdktf's notes. */
export function jsonOf(whole: ClusterDefinition): string {
  return Testing.synth(stackFor(whole));
}
