import type { TerraformStack } from "cdktf";
import { AccessEntries } from "../../lib/eks/access-entries";
import { refuseSharedAddresses } from "../../lib/eks/address/addresses";
import { adopt } from "../../lib/eks/address/adopt";
import { awsProvider } from "../../lib/eks/settings/aws-provider";
import { backend } from "../../lib/eks/settings/backend";
import { Eks } from "../../lib/eks/eks";
import { kubernetesProvider, requiredVersion } from "../../lib/eks/settings/kubernetes-provider";
import { AwsAuth } from "../../lib/eks/modules/aws-auth";
import { BridgeBinding, RbacBindings } from "../../lib/eks/rbac-bindings";
import { fieldsOf } from "../support/terraform/provider-schema";
import { resources, synth } from "./synth";

const CLUSTER = { clusterName: "demo", subnetIds: ["subnet-1", "subnet-2"], tags: { Team: "platform" }, protect: true };
const ROLE = "arn:aws:iam::111122223333:role";
const POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/** A cluster in the middle of its migration: the bridge first, then the entry that carries it, then the empty ConfigMap. */
function compose(stack: TerraformStack): void {
  backend(stack, { local: {} });
  awsProvider(stack, { region: "ap-northeast-2", accountId: "111122223333" });
  kubernetesProvider(stack, { clusterName: "demo", region: "ap-northeast-2" });
  stack.addOverride("terraform.required_version", requiredVersion("ephemeral"));
  const eks = new Eks(stack, "eks", CLUSTER);
  const { binding } = new BridgeBinding(stack, "bridge", { bridgeGroup: "access-bridge" });
  new RbacBindings(stack, "rbac_bindings", { rbacBindings: { viewers: { group: "viewers", clusterRole: "view" } } });
  const admin = { policyArn: POLICY, accessScope: { type: "cluster" } } as const;
  const entries = new AccessEntries(stack, "access_entries", {
    clusterName: "demo",
    clusterReference: eks.cluster.id,
    accessEntries: {
      admin: { principalArn: `${ROLE}/admin`, kubernetesGroups: ["access-bridge"], policyAssociations: { admin } },
    },
    entryDependsOn: { admin: [binding] },
  });
  const empty = { mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" };
  const awsAuth = new AwsAuth(stack, "aws_auth", { ...empty, dependsOn: entries.dependables });
  const adoptables = [...eks.adoptables, ...entries.adoptables, ...awsAuth.adoptables];
  adopt(stack, { module: "module.eks", awsAuthModule: "module.aws_auth" }, adoptables);
  refuseSharedAddresses(stack);
}

describe("a stack of all constructs", () => {
  test("orders bridge, entry, policy and ConfigMap", () => {
    const json = synth(compose);
    expect(resources(json, "aws_eks_access_entry")).toMatchObject({
      admin: { depends_on: ["kubernetes_cluster_role_binding_v1.bridge"] },
    });
    expect(resources(json, "kubernetes_config_map_v1_data")).toMatchObject({
      aws_auth: {
        depends_on: ["aws_eks_access_entry.admin", "aws_eks_access_policy_association.admin_admin"],
      },
    });
  });

  test("asks for the Terraform and the providers that it needs", () => {
    expect(fieldsOf(synth(compose).terraform)).toEqual({
      backend: { local: { path: "../../../terraform.demo.tfstate" } },
      required_providers: {
        aws: { source: "aws", version: "5.100.0" },
        kubernetes: { source: "kubernetes", version: "2.38.0" },
      },
      required_version: ">= 1.10",
    });
  });

  test("says the same each time", () => {
    expect(JSON.stringify(synth(compose))).toBe(JSON.stringify(synth(compose)));
  });
});
