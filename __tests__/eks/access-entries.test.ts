import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { Testing, TerraformStack } from "cdktf";
import { ACCESS_ENTRY_TYPES, ACCESS_ENTRY_TYPE_FACTS } from "../../lib/access/access-entry/access-entry-type";
import { AccessEntries, type AccessEntriesProps } from "../../lib/eks/access-entries";
import { adopt } from "../../lib/eks/address/adopt";
import { ValidationError } from "../../lib/finding/validation-error";
import { fieldsOf } from "../support/terraform/provider-schema";
import { addresses, resources, synth } from "./synth";

const ROLE = "arn:aws:iam::111122223333:role";
const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const ADMIN = { policyArn: `${POLICY}/AmazonEKSClusterAdminPolicy`, accessScope: { type: "cluster" } } as const;

function rendered(props: Omit<AccessEntriesProps, "clusterName">) {
  return synth((stack) => new AccessEntries(stack, "access_entries", { clusterName: "demo", ...props }));
}

function refusal(accessEntries: AccessEntriesProps["accessEntries"]): unknown {
  const stack = new TerraformStack(Testing.app(), "demo");
  try {
    new AccessEntries(stack, "access_entries", { clusterName: "demo", accessEntries: accessEntries ?? {} });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("AccessEntries", () => {
  test("renders one resource per entry and one per policy, which follows its entry by reference", () => {
    const json = rendered({
      tags: { Team: "platform" },
      accessEntries: {
        platform: { principalArn: `${ROLE}/platform`, policyAssociations: { admin: ADMIN }, tags: { Wave: "1" } },
        developers: {
          principalArn: `${ROLE}/developers`,
          kubernetesGroups: ["developers"],
          userName: "dev:{{SessionName}}",
          policyAssociations: {
            edit: {
              policyArn: `${POLICY}/AmazonEKSEditPolicy`,
              accessScope: { type: "namespace", namespaces: ["checkout", "dev-*"] },
            },
          },
        },
      },
    });
    expect(json.resource).toEqual({
      aws_eks_access_entry: {
        platform: {
          cluster_name: "demo",
          kubernetes_groups: [],
          principal_arn: `${ROLE}/platform`,
          tags: { Team: "platform", Wave: "1" },
          type: "STANDARD",
        },
        developers: {
          cluster_name: "demo",
          kubernetes_groups: ["developers"],
          principal_arn: `${ROLE}/developers`,
          tags: { Team: "platform" },
          type: "STANDARD",
          user_name: "dev:{{SessionName}}",
        },
      },
      aws_eks_access_policy_association: {
        platform_admin: {
          access_scope: { type: "cluster" },
          cluster_name: "demo",
          policy_arn: `${POLICY}/AmazonEKSClusterAdminPolicy`,
          principal_arn: "${aws_eks_access_entry.platform.principal_arn}",
        },
        developers_edit: {
          access_scope: { namespaces: ["checkout", "dev-*"], type: "namespace" },
          cluster_name: "demo",
          policy_arn: `${POLICY}/AmazonEKSEditPolicy`,
          principal_arn: "${aws_eks_access_entry.developers.principal_arn}",
        },
      },
    });
  });

  test("takes `namespaces: []` beside a cluster scope, as the module does", () => {
    const admin = { policyArn: ADMIN.policyArn, accessScope: { type: "cluster", namespaces: [] } } as const;
    const json = rendered({ accessEntries: { a: { principalArn: `${ROLE}/a`, policyAssociations: { admin } } } });
    expect(resources(json, "aws_eks_access_policy_association")).toMatchObject({
      a_admin: { access_scope: { type: "cluster" } },
    });
  });

  test.each(ACCESS_ENTRY_TYPES)("renders groups on %s only where AWS takes them", (type) => {
    const json = rendered({ accessEntries: { a: { principalArn: `${ROLE}/a`, type, kubernetesGroups: [] } } });
    const entry = fieldsOf(resources(json, "aws_eks_access_entry").a);
    expect("kubernetes_groups" in entry).toBe(ACCESS_ENTRY_TYPE_FACTS[type].identity);
    expect(entry).not.toHaveProperty("user_name");
  });

  test.each(ACCESS_ENTRY_TYPES)("renders policies on %s, or refuses them where AWS does", (type) => {
    const entries = { a: { principalArn: `${ROLE}/a`, type, policyAssociations: { admin: ADMIN } } };
    const error = refusal(entries);
    if (ACCESS_ENTRY_TYPE_FACTS[type].policies) expect(error).toBeUndefined();
    else
      expect(error).toMatchObject({
        code: "entry-policies-on-type",
        message: `access_entries.a.policy_associations: AWS refuses it on this type, expected nothing, got it on \`${type}\``,
      });
  });

  test.each([
    ["kubernetes_groups", "entry-groups-on-type", { kubernetesGroups: ["x"] }],
    ["user_name", "entry-username-on-type", { userName: "x" }],
  ])("refuses %s on a node entry", (path, code, identity) => {
    const error = refusal({ nodes: { principalArn: `${ROLE}/nodes`, type: "EC2_LINUX", ...identity } });
    expect(error).toMatchObject({ code, path: `access_entries.nodes.${path}` });
  });

  test("escapes what Terraform would evaluate", () => {
    const json = rendered({ accessEntries: { a: { principalArn: `${ROLE}/a`, userName: "x:${path.module}" } } });
    expect(resources(json, "aws_eks_access_entry")).toMatchObject({ a: { user_name: "x:$${path.module}" } });
  });

  test("names resources after keys, with `_` for what Terraform does not allow, and refuses collisions", () => {
    const json = rendered({
      accessEntries: { "team a": { principalArn: `${ROLE}/a`, policyAssociations: { "x.y": ADMIN } } },
    });
    expect(addresses(json)).toEqual(["aws_eks_access_entry.team_a", "aws_eks_access_policy_association.team_a_x_y"]);
    const both = { principalArn: `${ROLE}/a` };
    expect(refusal({ "team a": both, "team.a": both })).toMatchObject({ code: "resource-name-collision" });
  });

  test("refuses associations that share a key: entry `a` with policy `b_c`, entry `a_b` with policy `c`", () => {
    const error = refusal({
      a: { principalArn: `${ROLE}/a`, policyAssociations: { b_c: ADMIN } },
      a_b: { principalArn: `${ROLE}/b`, policyAssociations: { c: ADMIN } },
    });
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ code: "resource-name-collision" });
  });

  test("makes whoever runs Terraform cluster admin, as the module does", () => {
    const json = rendered({ enableClusterCreatorAdminPermissions: true });
    expect(addresses(json)).toEqual([
      "aws_eks_access_entry.cluster_creator",
      "aws_eks_access_policy_association.cluster_creator_admin",
      "data.aws_caller_identity.current",
      "data.aws_iam_session_context.current",
      "data.aws_partition.current",
    ]);
    expect(resources(json, "aws_eks_access_entry")).toMatchObject({
      cluster_creator: { principal_arn: "${data.aws_iam_session_context.current.issuer_arn}", type: "STANDARD" },
    });
    expect(resources(json, "aws_eks_access_policy_association")).toMatchObject({
      cluster_creator_admin: {
        policy_arn:
          "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      },
    });
  });

  test("lets a declared entry take the creator's key, as the module does", () => {
    const json = rendered({
      enableClusterCreatorAdminPermissions: true,
      accessEntries: { cluster_creator: { principalArn: `${ROLE}/terraform` } },
    });
    expect(resources(json, "aws_eks_access_entry")).toMatchObject({
      cluster_creator: { principal_arn: `${ROLE}/terraform` },
    });
    expect(resources(json, "aws_eks_access_policy_association")).toEqual({});
  });

  test("makes entries and associations wait for guards, single entries for the bridge, and refers to the cluster", () => {
    const json = synth((stack) => {
      const guard = new DataAwsPartition(stack, "guard");
      const bridge = new DataAwsPartition(stack, "bridge");
      new AccessEntries(stack, "access_entries", {
        clusterName: "demo",
        clusterReference: guard.id,
        accessEntries: {
          a: { principalArn: `${ROLE}/a`, policyAssociations: { admin: ADMIN } },
          b: { principalArn: `${ROLE}/b` },
        },
        dependsOn: [guard],
        entryDependsOn: { a: [bridge] },
      });
    });
    const cluster_name = "${data.aws_partition.guard.id}";
    expect(json.resource).toMatchObject({
      aws_eks_access_entry: {
        a: { cluster_name, depends_on: ["data.aws_partition.guard", "data.aws_partition.bridge"] },
        b: { cluster_name, depends_on: ["data.aws_partition.guard"] },
      },
      aws_eks_access_policy_association: { a_admin: { cluster_name, depends_on: ["data.aws_partition.guard"] } },
    });
  });

  test("moves from the module by instance, and imports by cluster, principal and policy", () => {
    const accessEntries = { "ops/eu": { principalArn: `${ROLE}/ops`, policyAssociations: { admin: ADMIN } } };
    const moved = synth((stack) => {
      const { adoptables } = new AccessEntries(stack, "access_entries", { clusterName: "demo", accessEntries });
      adopt(stack, { module: "module.eks" }, adoptables);
    });
    expect(moved.moved).toEqual([
      { from: 'module.eks.aws_eks_access_entry.this["ops/eu"]', to: "aws_eks_access_entry.ops_eu" },
      {
        from: 'module.eks.aws_eks_access_policy_association.this["ops/eu_admin"]',
        to: "aws_eks_access_policy_association.ops_eu_admin",
      },
    ]);
    const imported = synth((stack) => {
      const { adoptables } = new AccessEntries(stack, "access_entries", { clusterName: "demo", accessEntries });
      adopt(stack, { import: true }, adoptables);
    });
    expect(imported.import).toEqual([
      { to: "aws_eks_access_entry.ops_eu", id: `demo:${ROLE}/ops` },
      {
        to: "aws_eks_access_policy_association.ops_eu_admin",
        id: `demo#${ROLE}/ops#${POLICY}/AmazonEKSClusterAdminPolicy`,
      },
    ]);
  });

  test.each([
    ["alone", {}, []],
    ["beside what is imported whole", { import: true, imported: ["dev"] }, ["dev", "dev_view"]],
    ["even where all is imported", { import: true }, ["dev", "dev_view"]],
    ["instead of what the module had", { module: "module.eks" }, []],
  ])("imports an entry without its policies: %s", (_, others, whole) => {
    const accessEntries = {
      ops: { principalArn: `${ROLE}/ops`, policyAssociations: { admin: ADMIN } },
      dev: { principalArn: `${ROLE}/dev`, policyAssociations: { view: ADMIN } },
    };
    const json = synth((stack) => {
      const { adoptables } = new AccessEntries(stack, "access_entries", { clusterName: "demo", accessEntries });
      adopt(stack, { ...others, importedWithoutAssociations: ["ops"] }, adoptables);
    });
    const imported = JSON.stringify(json.import).match(/(?<="to":"[a-z_]+\.)\w+/g) ?? [];
    expect(imported.sort()).toEqual([...whole, "ops"]);
    expect(json.import).toContainEqual({ to: "aws_eks_access_entry.ops", id: `demo:${ROLE}/ops` });
  });

  describe("with a renamed key", () => {
    const accessEntries = { platform: { principalArn: `${ROLE}/ops`, policyAssociations: { "view.all": ADMIN } } };
    const renamedMoves = [
      { from: "aws_eks_access_entry.ops_eu", to: "aws_eks_access_entry.platform" },
      {
        from: "aws_eks_access_policy_association.ops_eu_view_all",
        to: "aws_eks_access_policy_association.platform_view_all",
      },
    ];

    test("moves the entry and its policies from the old addresses, and nothing else", () => {
      const other = { dev: { principalArn: `${ROLE}/dev`, policyAssociations: { view: ADMIN } } };
      const json = rendered({ accessEntries: { ...accessEntries, ...other }, renamed: { "ops/eu": "platform" } });
      expect(json.moved).toEqual(renamedMoves);
    });

    test("moves nothing where the name stays, and where the stage renders no such entry", () => {
      expect(rendered({ accessEntries, renamed: { "plat/form": "other" } })).not.toHaveProperty("moved");
      const same = { a_b: { principalArn: `${ROLE}/a` } };
      expect(rendered({ accessEntries: same, renamed: { "a.b": "a_b" } })).not.toHaveProperty("moved");
    });

    test("moves out of a module by the old key, and on from there: an adoption before or in the same plan", () => {
      const json = synth((stack) => {
        const { adoptables } = new AccessEntries(stack, "access_entries", {
          clusterName: "demo",
          accessEntries,
          renamed: { "ops/eu": "platform" },
        });
        adopt(stack, { module: "module.eks" }, adoptables);
      });
      expect(json.moved).toEqual([
        ...renamedMoves,
        { from: 'module.eks.aws_eks_access_entry.this["ops/eu"]', to: "aws_eks_access_entry.ops_eu" },
        {
          from: 'module.eks.aws_eks_access_policy_association.this["ops/eu_view.all"]',
          to: "aws_eks_access_policy_association.ops_eu_view_all",
        },
      ]);
    });
  });
});
