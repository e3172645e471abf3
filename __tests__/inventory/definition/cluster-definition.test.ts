import type { AdoptProps } from "../../../lib/eks/address/adopt";
import type { AwsProviderProps } from "../../../lib/eks/settings/aws-provider";
import type { Backend } from "../../../lib/eks/settings/backend";
import type { EksProps } from "../../../lib/eks/eks";
import type { NamedIamRole } from "../../../lib/eks/iam/iam-roles";
import type { KubernetesAuth } from "../../../lib/eks/settings/kubernetes-provider";
import type { RbacBinding } from "../../../lib/eks/rbac-bindings";
import type { ServiceAccount } from "../../../lib/eks/iam/service-accounts";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { partitionOf } from "../../../lib/inventory/definition/partition";
import { ACCESS_ONLY, definitionOf, WHOLE_CLUSTER } from "../cluster-yaml";

type Rendered = Exclude<keyof EksProps, "dependsOn" | "protect">;
type Missing = Exclude<Rendered, keyof ClusterDefinition>;

/** What constructs take of a definition: compiling it is the test. */
interface Props {
  readonly eks: EksProps;
  readonly adopt: AdoptProps | undefined;
  readonly aws: AwsProviderProps;
  readonly backend: Backend | undefined;
  readonly kubernetesAuth: KubernetesAuth | undefined;
  readonly iamRoles: Readonly<Record<string, NamedIamRole>> | undefined;
  readonly rbacBindings: Readonly<Record<string, RbacBinding>> | undefined;
  readonly serviceAccounts: Readonly<Record<string, ServiceAccount>> | undefined;
}

function propsOf(definition: ClusterDefinition): Props {
  const { adopt, terraform, iamRoles, rbacBindings, serviceAccounts } = definition;
  const { backend, kubernetesAuth } = terraform;
  return {
    eks: definition,
    aws: terraform,
    adopt,
    backend,
    kubernetesAuth,
    iamRoles,
    rbacBindings,
    serviceAccounts,
  };
}

describe("ClusterDefinition", () => {
  test("is what the constructs take", () => {
    const text = `${WHOLE_CLUSTER}subnet_ids: [subnet-0a1b2c3d4e5f60001]\ncluster_tags: { a_b: c }\n`;
    expect(propsOf(definitionOf(text)).eks).toMatchObject({
      subnetIds: ["subnet-0a1b2c3d4e5f60001"],
      clusterTags: { a_b: "c" },
    });
  });

  test("has every variable that the constructs render", () => {
    const missing: readonly Missing[] = [];
    expect(missing).toEqual([]);
    const none: [Missing] extends [never] ? true : false = true;
    expect(none).toBe(true);
  });

  test("variables whose default in the module is an empty map are absent when they are empty", () => {
    expect(definitionOf(`${WHOLE_CLUSTER}cluster_compute_config: {}\n`)).not.toHaveProperty("clusterComputeConfig");
    expect(definitionOf(WHOLE_CLUSTER)).not.toHaveProperty("clusterEncryptionConfig");
  });

  test("rows and entries are there where the file has none", () => {
    expect(definitionOf(`${ACCESS_ONLY}aws_auth: {}\n`)).toMatchObject({
      accessEntries: {},
      awsAuth: { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] },
    });
  });
});

describe("partitionOf", () => {
  test.each([
    ["ap-northeast-2", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ])("%s is of %s", (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});
