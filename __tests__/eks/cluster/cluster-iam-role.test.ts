import { Testing, TerraformStack } from "cdktf";
import { Eks, type EksProps } from "../../../lib/eks/eks";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { resources, synth } from "../synth";

const MINIMAL = { clusterName: "demo", subnetIds: ["subnet-1", "subnet-2"] };

function rendered(props: Partial<EksProps> = {}) {
  return synth((stack) => new Eks(stack, "eks", { ...MINIMAL, ...props }));
}

describe("clusterIamRole", () => {
  test("names the role by a prefix, or exactly", () => {
    expect(resources(rendered(), "aws_iam_role").this).toEqual({
      assume_role_policy: "${data.aws_iam_policy_document.assume_role_policy.json}",
      force_detach_policies: true,
      name_prefix: "demo-cluster-",
      tags: {},
    });
    const exact = rendered({
      iamRoleName: "demo-eks-role",
      iamRoleUseNamePrefix: false,
      iamRolePath: "/eks/",
      iamRoleDescription: "cluster",
      iamRolePermissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
      iamRoleAdditionalPolicies: { Logs: "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess" },
      iamRoleTags: { Name: "role" },
    });
    expect(resources(exact, "aws_iam_role").this).toEqual({
      assume_role_policy: "${data.aws_iam_policy_document.assume_role_policy.json}",
      description: "cluster",
      force_detach_policies: true,
      name: "demo-eks-role",
      path: "/eks/",
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      tags: { Name: "role" },
    });
    expect(resources(exact, "aws_iam_role_policy_attachment").additional).toEqual({
      for_each: { Logs: "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess" },
      policy_arn: "${each.value}",
      role: "${aws_iam_role.this.name}",
    });
  });

  test("trusts EKS, with sessions that Auto Mode may tag", () => {
    expect(fieldsOf(rendered().data).aws_iam_policy_document).toMatchObject({
      assume_role_policy: {
        statement: [
          {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            principals: [{ identifiers: ["eks.amazonaws.com"], type: "Service" }],
            sid: "EKSClusterAssumeRole",
          },
        ],
      },
    });
  });

  test("takes a role that exists, and refuses a cluster without any", () => {
    const iamRoleArn = "arn:aws:iam::111122223333:role/eks";
    const json = rendered({ createIamRole: false, iamRoleArn, enableAutoModeCustomTags: true });
    expect(resources(json, "aws_iam_role")).toEqual({});
    expect(resources(json, "aws_iam_policy")).toEqual({});
    expect(resources(json, "aws_eks_cluster").this).toMatchObject({
      role_arn: iamRoleArn,
      depends_on: ["aws_cloudwatch_log_group.this"],
    });
    const stack = new TerraformStack(Testing.app(), "demo");
    expect(() => new Eks(stack, "eks", { ...MINIMAL, createIamRole: false })).toThrow(
      expect.objectContaining({ code: "iam-role-missing", path: "iam_role_arn" }),
    );
  });

  test("lets the role use a key of its own", () => {
    const json = rendered({
      enableAutoModeCustomTags: false,
      clusterEncryptionConfig: { providerKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
    });
    expect(resources(json, "aws_iam_policy")).toEqual({
      cluster_encryption: {
        description: "Cluster encryption policy to allow cluster role to utilize CMK provided",
        name_prefix: "demo-cluster-ClusterEncryption",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
              Effect: "Allow",
              Resource: "arn:aws:kms:eu-west-1:111122223333:key/1",
            },
          ],
        }),
        tags: {},
      },
    });
    expect(resources(json, "aws_iam_role_policy_attachment").cluster_encryption).toEqual({
      policy_arn: "${aws_iam_policy.cluster_encryption.arn}",
      role: "${aws_iam_role.this.name}",
    });
  });
});
