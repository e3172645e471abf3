import { iamRoleAddresses, serviceAccountAddresses } from "../lib/eks/keyed-addresses";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { refuseSharedAddresses } from "../lib/eks/addresses";
import { adopt } from "../lib/eks/adopt";
import { forgetCluster } from "../lib/eks/cluster-addresses";
import { guards } from "../lib/guards/guards";
import type { ClusterDefinition } from "../lib/inventory/cluster-definition";
import { ValidationError } from "../lib/eks/validation-error";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { ClusterAccess } from "./cluster-access";
import { type ClusterStackProps, stagedClusterOf } from "./cluster-stack-props";
import { passedGate } from "./passed-gate";
import { kubernetesSettings, stackSettings } from "./stack-settings";

/**
 * Who can reach a cluster that something else manages (eksctl, the console, another root module): entries, aws-auth,
 * bindings. It switches no mode: at `dual` and `api` whoever manages the cluster does, before this stack's plan.
 */
export class AccessStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ClusterStackProps | StagedCluster<ClusterDefinition>) {
    super(scope, id);
    const staged = passedGate(withoutCluster(stagedClusterOf(props, "access")));
    const { definition } = staged;
    stackSettings(this, staged);
    kubernetesSettings(this, staged);
    const access = new ClusterAccess(this, "access", { staged, guarded: guards(this, staged) });
    if (definition.adopt !== undefined) adopt(this, definition.adopt, access.adoptables);
    forgetCluster(this);
    refuseSharedAddresses(this);
  }
}

/** Roles belong to the cluster, which is somebody else's: refused, never ignored. */
function withoutCluster(staged: StagedCluster<ClusterDefinition>): StagedCluster<ClusterDefinition> {
  const { iamRoles = {}, serviceAccounts = {} } = staged.definition;
  if (Object.keys(iamRoles).length > 0) throw unused("iam_roles", iamRoleAddresses(iamRoles));
  if (Object.keys(serviceAccounts).length > 0) {
    throw unused("service_accounts", serviceAccountAddresses(serviceAccounts));
  }
  return staged;
}

/** Addresses with a key of the file: once the section is gone, nobody could forget them by name. */
function unused(path: string, addresses: readonly string[]): ValidationError {
  return new ValidationError({
    code: "variable-unused",
    path,
    message: "of no use with `render: access`, expected it left out",
    help: `delete it; where this state was applied with \`render: resources\`, first run \`terraform state rm ${addresses.join(" ")}\`, or the next plan destroys them`,
  });
}
