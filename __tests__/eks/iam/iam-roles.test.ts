import { Testing, TerraformStack } from "cdktf";
import { adopt } from "../../../lib/eks/address/adopt";
import { Eks } from "../../../lib/eks/eks";
import { IamRoles, type NamedIamRole } from "../../../lib/eks/iam/iam-roles";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { addresses, resources, synth } from "../synth";

const CREATION = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["eks:CreateCluster"],
      Resource: "arn:aws:eks:*:111122223333:cluster/${aws:PrincipalTag/c}",
    },
  ],
});

/** @see CASES 1 */
const ROLES: Readonly<Record<string, NamedIamRole>> = {
  cluster: {
    name: "demo-eks-role",
    assumedBy: { services: ["eks.amazonaws.com"] },
    policies: { AmazonEKSClusterPolicy: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
  },
  admin: {
    name: "demo-admin-role",
    assumedBy: { principals: ["arn:aws:iam::111122223333:root"] },
    tags: { Who: "ops" },
  },
  creation: {
    name: "demo-ClusterCreationRole",
    path: "/cdk/",
    description: "creates the cluster",
    assumedBy: { principals: ["arn:aws:iam::111122223333:role/cdk"], services: ["lambda.amazonaws.com"] },
    inlinePolicies: { create: CREATION },
  },
};

function rendered(iamRoles = ROLES) {
  return synth((stack) => new IamRoles(stack, "iam_roles", { iamRoles, tags: { Team: "platform" } }));
}

describe("IamRoles", () => {
  test("protects the roles that it is told, and no other", () => {
    const json = synth((stack) => new IamRoles(stack, "iam_roles", { iamRoles: ROLES, protectedKeys: ["admin"] }));
    const made = resources(json, "aws_iam_role");
    expect(fieldsOf(made.iam_role_admin).lifecycle).toEqual({ prevent_destroy: true });
    expect(made.iam_role_cluster).not.toHaveProperty("lifecycle");
  });

  test("renders named roles with what they carry, a role without any policy too", () => {
    const json = rendered();
    expect(addresses(json)).toEqual([
      "aws_iam_role.iam_role_admin",
      "aws_iam_role.iam_role_cluster",
      "aws_iam_role.iam_role_creation",
      "aws_iam_role_policy.iam_role_creation",
      "aws_iam_role_policy_attachment.iam_role_cluster",
      "data.aws_iam_policy_document.iam_role_admin",
      "data.aws_iam_policy_document.iam_role_cluster",
      "data.aws_iam_policy_document.iam_role_creation",
    ]);
    expect(resources(json, "aws_iam_role")).toMatchObject({
      iam_role_admin: { name: "demo-admin-role", tags: { Team: "platform", Who: "ops" } },
      iam_role_cluster: { name: "demo-eks-role" },
      iam_role_creation: { name: "demo-ClusterCreationRole", path: "/cdk/", description: "creates the cluster" },
    });
  });

  test("trusts services and principals", () => {
    expect(fieldsOf(rendered().data).aws_iam_policy_document).toMatchObject({
      iam_role_creation: {
        statement: [
          {
            actions: ["sts:AssumeRole"],
            principals: [
              { identifiers: ["lambda.amazonaws.com"], type: "Service" },
              { identifiers: ["arn:aws:iam::111122223333:role/cdk"], type: "AWS" },
            ],
          },
        ],
      },
    });
  });

  test("lets a cluster come after the policies of the role that it takes", () => {
    const json = synth((stack) => {
      const { roles, dependables } = new IamRoles(stack, "iam_roles", { iamRoles: ROLES });
      const iamRoleArn = roles.get("cluster")?.arn ?? "";
      const own = { createIamRole: false, iamRoleArn, dependsOn: dependables };
      new Eks(stack, "eks", { clusterName: "demo", subnetIds: ["subnet-1"], createCloudwatchLogGroup: false, ...own });
    });
    expect(resources(json, "aws_eks_cluster").this).toMatchObject({
      depends_on: ["aws_iam_role_policy_attachment.iam_role_cluster"],
      role_arn: "${aws_iam_role.iam_role_cluster.arn}",
    });
  });

  test("keeps policy variables of inline documents for IAM", () => {
    expect(resources(rendered(), "aws_iam_role_policy")).toEqual({
      iam_role_creation: {
        for_each: { create: CREATION.replace("${", () => "$${") },
        name: "${each.key}",
        policy: "${each.value}",
        role: "${aws_iam_role.iam_role_creation.name}",
      },
    });
  });

  test("refuses a role that nobody may take", () => {
    const stack = new TerraformStack(Testing.app(), "demo");
    const iamRoles = { x: { name: "x", assumedBy: { services: [] } } };
    expect(() => new IamRoles(stack, "iam_roles", { iamRoles })).toThrow(
      expect.objectContaining({
        code: "iam-role-nobody",
        message: expect.stringContaining(
          "iam_roles.x.assumed_by: expected at least one of `services` and `principals`, got neither",
        ),
      }),
    );
  });

  test("imports roles, attachments and inline policies", () => {
    const json = synth((stack) => {
      adopt(stack, { import: true }, new IamRoles(stack, "iam_roles", { iamRoles: ROLES }).adoptables);
    });
    expect(json.import).toEqual([
      { to: "aws_iam_role.iam_role_cluster", id: "demo-eks-role" },
      {
        to: 'aws_iam_role_policy_attachment.iam_role_cluster["AmazonEKSClusterPolicy"]',
        id: "demo-eks-role/arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      },
      { to: "aws_iam_role.iam_role_admin", id: "demo-admin-role" },
      { to: "aws_iam_role.iam_role_creation", id: "demo-ClusterCreationRole" },
      { to: 'aws_iam_role_policy.iam_role_creation["create"]', id: "demo-ClusterCreationRole:create" },
    ]);
  });
});
