import { passedGate } from "./passed-gate";
import { stackName } from "./stack-name";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { refuseSharedAddresses } from "../lib/eks/address/addresses";
import { adopt } from "../lib/eks/address/adopt";
import type { Adoptable } from "../lib/eks/address/adoptable";
import { ClusterStack } from "../lib/eks/address/plain-resources";
import { forgetModules } from "../lib/eks/cluster/forget-cluster";
import { Eks } from "../lib/eks/eks";
import { IamRoles } from "../lib/eks/iam/iam-roles";
import { ServiceAccounts } from "../lib/eks/iam/service-accounts";
import { guards } from "../lib/guards/guards";
import { type ClusterDefinition, isProtected } from "../lib/inventory/definition/cluster-definition";
import { rolesWithEntries } from "../lib/migration/roles-with-entries";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { ClusterAccess } from "./cluster-access";
import { stagedClusterOf } from "./staged-props";
import type { ClusterStackProps } from "../lib/inventory/definition/cluster-props";
import { kubernetesSettings, stackSettings } from "./stack-settings";

/**
 * A cluster and who can reach it, as resources at the addresses of the Terraform module.
 * @example
 * new EksStack(app, "demo", {
 *   clusterName: "demo",
 *   subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
 *   authenticationMode: "API",
 *   accessEntries: {
 *     platform: {
 *       principalArn: "arn:aws:iam::111122223333:role/platform",
 *       policyAssociations: {
 *         admin: {
 *           policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
 *           accessScope: { type: "cluster" },
 *         },
 *       },
 *     },
 *   },
 *   terraform: { region: "ap-northeast-2", accountId: "111122223333" },
 * });
 */
export class EksStack extends ClusterStack {
  constructor(scope: Construct, id: string, props: ClusterStackProps | StagedCluster<ClusterDefinition>) {
    super(scope, stackName(scope, id));
    const staged = passedGate(stagedClusterOf(props, "resources"));
    const { definition, rendering } = staged;
    const { adopt: adoption } = definition;
    stackSettings(this, staged);
    const guarded = guards(this, staged);
    const roles = this.iamRoles(definition);
    const eks = new Eks(this, "eks", {
      ...definition,
      authenticationMode: rendering.mode,
      protect: isProtected(definition),
      dependsOn: [...guarded, ...roles.flatMap(({ dependables }) => dependables)],
    });
    kubernetesSettings(this, staged, eks.cluster);
    const access = new ClusterAccess(this, "access", { staged, guarded, cluster: eks.cluster });
    const made = [
      eks,
      access,
      ...roles,
      ...this.serviceAccounts(definition, { oidcProvider: eks.oidcProvider, guarded }),
    ];
    const adoptables: readonly Adoptable[] = made.flatMap((one) => one.adoptables);
    forgetModules(this, adoption);
    if (adoption !== undefined) adopt(this, adoption, adoptables);
    refuseSharedAddresses(this);
  }

  private iamRoles(definition: ClusterDefinition): IamRoles[] {
    const { iamRoles = {}, tags = {} } = definition;
    if (Object.keys(iamRoles).length === 0) return [];
    const protectedKeys = isProtected(definition) ? rolesWithEntries(definition) : [];
    return [new IamRoles(this, "iam_roles", { iamRoles, tags, protectedKeys })];
  }

  private serviceAccounts(
    definition: ClusterDefinition,
    { oidcProvider, guarded }: Pick<Eks, "oidcProvider"> & { readonly guarded: readonly ITerraformDependable[] },
  ): ServiceAccounts[] {
    const { clusterName, serviceAccounts = {}, tags = {} } = definition;
    if (Object.keys(serviceAccounts).length === 0) return [];
    // Without a provider there are accounts with Pod Identity alone: others are refused.
    const trusted = oidcProvider === undefined ? {} : { oidcProvider };
    const props = { clusterName, serviceAccounts, ...trusted, tags, dependsOn: guarded };
    return [new ServiceAccounts(this, "service_accounts", props)];
  }
}
