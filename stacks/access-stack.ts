import { passedGate, validated } from "./passed-gate";
import { stackName } from "./stack-name";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { refuseSharedAddresses } from "../lib/eks/address/addresses";
import { adopt } from "../lib/eks/address/adopt";
import { forgetCluster } from "../lib/eks/cluster/cluster-addresses";
import { guards } from "../lib/guards/guards";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { ClusterAccess } from "./cluster-access";
import { type ClusterStackProps, stagedClusterOf } from "./cluster-stack-props";
import { kubernetesSettings, stackSettings } from "./stack-settings";

/**
 * Who can reach a cluster that something else manages (eksctl, the console, another root module): entries, aws-auth,
 * bindings. It switches no mode: at `dual` and `api` whoever manages the cluster does, before this stack's plan.
 */
export class AccessStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ClusterStackProps | StagedCluster<ClusterDefinition>) {
    super(scope, stackName(scope, id));
    const staged = passedGate(validated(stagedClusterOf(props, "access")));
    const { definition } = staged;
    stackSettings(this, staged);
    kubernetesSettings(this, staged);
    const access = new ClusterAccess(this, "access", { staged, guarded: guards(this, staged) });
    if (definition.adopt !== undefined) adopt(this, definition.adopt, access.adoptables);
    forgetCluster(this);
    refuseSharedAddresses(this);
  }
}
