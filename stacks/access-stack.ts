import { passedGate } from "./passed-gate";
import { stackName } from "./stack-name";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { refuseSharedAddresses } from "../lib/eks/address/addresses";
import { adopt } from "../lib/eks/address/adopt";
import { ClusterStack } from "../lib/eks/address/plain-resources";
import { forgetCluster, forgetModules } from "../lib/eks/cluster/forget-cluster";
import { needsOidcProvider } from "../lib/inventory/definition/pod-identity-findings";
import { liveOidcProvider, ownOidcProvider } from "../lib/eks/cluster/oidc-provider";
import { ServiceAccounts } from "../lib/eks/iam/service-accounts";
import { guards } from "../lib/guards/guards";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { ClusterAccess } from "./cluster-access";
import { stagedClusterOf } from "./staged-props";
import type { ClusterStackProps } from "../lib/inventory/definition/cluster-props";
import { kubernetesSettings, stackSettings } from "./stack-settings";

/**
 * Who can reach a cluster that something else manages (eksctl, the console, another root module): entries, aws-auth,
 * bindings. It switches no mode: at `dual` and `api` whoever manages the cluster does, before this stack's plan.
 */
export class AccessStack extends ClusterStack {
  constructor(scope: Construct, id: string, props: ClusterStackProps | StagedCluster<ClusterDefinition>) {
    super(scope, stackName(scope, id));
    const staged = passedGate(stagedClusterOf(props, "access"));
    const { definition } = staged;
    stackSettings(this, staged);
    kubernetesSettings(this, staged);
    const guarded = guards(this, staged);
    const access = new ClusterAccess(this, "access", { staged, guarded });
    const accounts = this.serviceAccounts(definition, guarded);
    const adoptables = [access, ...accounts].flatMap((one) => one.adoptables);
    if (definition.adopt !== undefined) adopt(this, definition.adopt, adoptables);
    forgetModules(this);
    forgetCluster(this, definition.enableIrsa === true ? ["aws_iam_openid_connect_provider.oidc_provider"] : []);
    refuseSharedAddresses(this);
  }

  /**
   * Roles trust the provider that the account has for the cluster's issuer: the plan fails where there is none, unless the file
   * says `enable_irsa: true` and the stack makes it. Pod Identity needs none.
   */
  private serviceAccounts(
    { clusterName, serviceAccounts = {}, tags = {}, enableIrsa = false }: ClusterDefinition,
    dependsOn: readonly ITerraformDependable[],
  ): ServiceAccounts[] {
    if (Object.keys(serviceAccounts).length === 0) return [];
    const made = enableIrsa ? ownOidcProvider(this, { clusterName, tags }) : undefined;
    const oidcProvider = made ?? (needsOidcProvider(serviceAccounts) ? liveOidcProvider(this, clusterName) : undefined);
    const trusted = oidcProvider === undefined ? {} : { oidcProvider };
    return [
      new ServiceAccounts(this, "service_accounts", { clusterName, serviceAccounts, ...trusted, tags, dependsOn }),
    ];
  }
}
