import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { refuseSharedAddresses } from "../lib/eks/addresses";
import { adopt } from "../lib/eks/adopt";
import type { ClusterDefinition } from "../lib/inventory/cluster-definition";
import { ClusterAccess } from "./cluster-access";
import { passedGate } from "./passed-gate";
import { kubernetesSettings, stackSettings } from "./stack-settings";

/**
 * Who can reach a cluster that something else manages (eksctl, the console, another root module): entries, aws-auth,
 * bindings. It switches no mode: at `dual` and `api` whoever manages the cluster does, before this stack's plan.
 */
export class AccessStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ClusterDefinition) {
    super(scope, id);
    const definition = passedGate(props);
    stackSettings(this, definition);
    kubernetesSettings(this, definition);
    const access = new ClusterAccess(this, "access", { definition });
    if (definition.adopt !== undefined) adopt(this, definition.adopt, access.adoptables);
    refuseSharedAddresses(this);
  }
}
