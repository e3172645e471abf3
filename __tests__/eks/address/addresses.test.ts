import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { Testing, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { named, refuseSharedAddresses } from "../../../lib/eks/address/addresses";
import { IamRoles } from "../../../lib/eks/iam/iam-roles";
import { RbacBindings, BridgeBinding } from "../../../lib/eks/rbac-bindings";

const ENTRY = { clusterName: "demo", principalArn: "arn:aws:iam::111122223333:role/admin" };

function stackOf(): TerraformStack {
  return new TerraformStack(Testing.app(), "demo");
}

describe("refuseSharedAddresses", () => {
  test("refuses two resources of one type and name, wherever they stand", () => {
    const stack = stackOf();
    named(new EksAccessEntry(stack, "one", ENTRY), "admin");
    named(new EksAccessEntry(new Construct(stack, "nested"), "two", ENTRY), "admin");
    expect(() => refuseSharedAddresses(stack)).toThrow(
      "aws_eks_access_entry.admin: expected one resource at an address, got `demo/one` and `demo/nested/two`",
    );
  });

  test("refuses two data sources of one type and name", () => {
    const stack = stackOf();
    named(new DataAwsPartition(stack, "one"), "current");
    named(new DataAwsPartition(stack, "two"), "current");
    expect(() => refuseSharedAddresses(stack)).toThrow("data.aws_partition.current: ");
  });

  test("lets types share a name", () => {
    const stack = stackOf();
    named(new EksAccessEntry(stack, "entry", ENTRY), "this");
    named(new DataAwsPartition(stack, "partition"), "this");
    new IamRoles(stack, "roles", { iamRoles: { this: { name: "x", assumedBy: { services: ["eks.amazonaws.com"] } } } });
    expect(() => refuseSharedAddresses(stack)).not.toThrow();
  });

  test("finds a binding of the file that takes the bridge's name", () => {
    const stack = stackOf();
    new BridgeBinding(stack, "bridge", { bridgeGroup: "access-bridge" });
    new RbacBindings(stack, "rbac", { rbacBindings: { bridge: { group: "x", clusterRole: "view" } } });
    expect(() => refuseSharedAddresses(stack)).toThrow("kubernetes_cluster_role_binding_v1.bridge: ");
  });
});
