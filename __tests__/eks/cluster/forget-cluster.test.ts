import { forgetCluster } from "../../../lib/eks/cluster/forget-cluster";
import { CLUSTER_ADDRESSES } from "../../../lib/inventory/definition/cluster-addresses";
import { Eks, type EksProps } from "../../../lib/eks/eks";
import { iamRoleAddresses, serviceAccountAddresses } from "../../../lib/inventory/definition/keyed-addresses";
import { newCluster } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { addresses, synth } from "../synth";

const EVERYTHING: EksProps = {
  clusterName: "demo",
  subnetIds: ["subnet-1", "subnet-2"],
  tags: { Team: "platform" },
  clusterEncryptionConfig: { providerKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
  clusterComputeConfig: { enabled: true, nodePools: ["system"] },
  iamRoleAdditionalPolicies: { Logs: "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess" },
  nodeIamRoleAdditionalPolicies: { Ssm: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
};

const managed = (all: readonly string[]): string[] => all.filter((address) => !address.startsWith("data."));

describe("CLUSTER_ADDRESSES", () => {
  test("are all that a cluster with everything renders", () => {
    const rendered = addresses(
      synth((stack) => {
        new Eks(stack, "eks", EVERYTHING);
      }),
    );
    expect(managed(rendered)).toEqual([...CLUSTER_ADDRESSES]);
  });

  test("leave state in one list of `removed`, alive", () => {
    const { removed } = synth((stack) => forgetCluster(stack));
    expect(removed).toEqual(CLUSTER_ADDRESSES.map((from) => ({ from, lifecycle: { destroy: false } })));
  });
});

describe("addresses with keys of the file", () => {
  const assumedBy = { services: ["ec2.amazonaws.com"] };
  const policies = { read: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
  const inlinePolicies = { describe: '{"Version":"2012-10-17","Statement":[]}' };
  const iamRoles = {
    "the admins": { name: "admins", assumedBy, policies, inlinePolicies },
    bare: { name: "bare", assumedBy },
  };
  const serviceAccounts = {
    agent: { namespace: "a", name: "agent", policies },
    "2nd": { namespace: "b", name: "second", create: false },
  };

  /** What a section adds to a stack. */
  function added(section: Parameters<typeof newCluster>[0]): string[] {
    const irsa = { enableIrsa: true };
    const [without, whole] = [newCluster(irsa), newCluster({ ...irsa, ...section })].map((definition) =>
      managed(addresses(fieldsOf(JSON.parse(jsonOf(definition))))),
    );
    return (whole ?? []).filter((address) => !without?.includes(address));
  }

  test("of iam_roles are those that EksStack renders", () => {
    expect(iamRoleAddresses(iamRoles).sort()).toEqual(added({ iamRoles }));
  });

  test("of service_accounts are those that EksStack renders", () => {
    expect(serviceAccountAddresses(serviceAccounts).sort()).toEqual(added({ serviceAccounts }));
  });
});
