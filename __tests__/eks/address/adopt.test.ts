import { Testing, TerraformStack } from "cdktf";
import { AccessEntries } from "../../../lib/eks/access-entries";
import { adopt, type AdoptProps } from "../../../lib/eks/address/adopt";
import { Eks, type EksProps } from "../../../lib/eks/eks";
import { Refactoring } from "../../../lib/eks/address/refactoring";
import { refuseSharedAddresses } from "../../../lib/eks/address/addresses";
import { addresses, synth } from "../synth";

const ROLE = "arn:aws:iam::111122223333:role";
const EXACT = { iamRoleName: "demo-eks-role", iamRoleUseNamePrefix: false };
const ENTRIES = {
  admin: { principalArn: `${ROLE}/admin` },
  nodes: { principalArn: `${ROLE}/nodes`, type: "EC2_LINUX" },
} as const;

function compose(stack: TerraformStack, props: AdoptProps, eks: Partial<EksProps> = {}): void {
  const cluster = new Eks(stack, "eks", { clusterName: "demo", subnetIds: ["subnet-1"], tags: { "a b": "c" }, ...eks });
  const entries = new AccessEntries(stack, "entries", { clusterName: "demo", accessEntries: ENTRIES });
  adopt(stack, props, [...cluster.adoptables, ...entries.adoptables]);
  refuseSharedAddresses(stack);
}

function adopted(props: AdoptProps, eks: Partial<EksProps> = {}) {
  return synth((stack) => compose(stack, props, eks));
}

describe("adopt", () => {
  test("moves every resource from the module, singletons from their index", () => {
    const custom = ["aws_iam_policy", "aws_iam_role_policy_attachment"].map((type) => `${type}.custom`);
    const attachments = ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"].map(
      (policy) => `aws_iam_role_policy_attachment.this["${policy}"]`,
    );
    const tag = 'aws_ec2_tag.cluster_primary_security_group["a b"]';
    expect(adopted({ module: "module.eks" }).moved).toEqual([
      { from: "module.eks.aws_eks_cluster.this[0]", to: "aws_eks_cluster.this" },
      ...custom.map((to) => ({ from: `module.eks.${to}[0]`, to })),
      { from: "module.eks.aws_iam_role.this[0]", to: "aws_iam_role.this" },
      ...attachments.map((to) => ({ from: `module.eks.${to}`, to })),
      { from: "module.eks.aws_cloudwatch_log_group.this[0]", to: "aws_cloudwatch_log_group.this" },
      {
        from: "module.eks.aws_iam_openid_connect_provider.oidc_provider[0]",
        to: "aws_iam_openid_connect_provider.oidc_provider",
      },
      { from: `module.eks.${tag}`, to: tag },
      { from: 'module.eks.aws_eks_access_entry.this["admin"]', to: "aws_eks_access_entry.admin" },
      { from: 'module.eks.aws_eks_access_entry.this["nodes"]', to: "aws_eks_access_entry.nodes" },
    ]);
  });

  test("imports what AWS has, asking the live cluster for its issuer", () => {
    const json = adopted({ import: true }, EXACT);
    expect(json).not.toHaveProperty("moved");
    const policy = "arn:${data.aws_partition.current.partition}:iam::aws:policy";
    expect(json.import).toEqual([
      { to: "aws_eks_cluster.this", id: "demo" },
      { to: "aws_iam_role.this", id: "demo-eks-role" },
      {
        to: 'aws_iam_role_policy_attachment.this["AmazonEKSClusterPolicy"]',
        id: `demo-eks-role/${policy}/AmazonEKSClusterPolicy`,
      },
      {
        to: 'aws_iam_role_policy_attachment.this["AmazonEKSVPCResourceController"]',
        id: `demo-eks-role/${policy}/AmazonEKSVPCResourceController`,
      },
      { to: "aws_cloudwatch_log_group.this", id: "/aws/eks/demo/cluster" },
      {
        to: "aws_iam_openid_connect_provider.oidc_provider",
        id: 'arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${replace(data.aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://", "")}',
      },
      { to: "aws_eks_access_entry.admin", id: `demo:${ROLE}/admin` },
      { to: "aws_eks_access_entry.nodes", id: `demo:${ROLE}/nodes` },
    ]);
  });

  test("imports the named entries alone where some are named", () => {
    const json = adopted({ import: true, imported: ["nodes"] }, { ...EXACT, enableIrsa: false });
    expect(json.import).toContainEqual({ to: "aws_eks_access_entry.nodes", id: `demo:${ROLE}/nodes` });
    expect(json.import).not.toContainEqual({ to: "aws_eks_access_entry.admin", id: `demo:${ROLE}/admin` });
  });

  test("imports the entries that EKS made beside what a module made", () => {
    const json = adopted({ module: "module.eks", import: true, imported: ["nodes"] });
    expect(json.import).toEqual([{ to: "aws_eks_access_entry.nodes", id: `demo:${ROLE}/nodes` }]);
    expect(json.moved).toContainEqual({
      from: 'module.eks.aws_eks_access_entry.this["admin"]',
      to: "aws_eks_access_entry.admin",
    });
    expect(json.moved).not.toContainEqual(expect.objectContaining({ to: "aws_eks_access_entry.nodes" }));
  });

  test("writes nothing once the blocks have gone, and reads nothing more", () => {
    const json = adopted({ imported: ["nodes"] });
    expect(json).not.toHaveProperty("moved");
    expect(json).not.toHaveProperty("import");
    expect(addresses(json)).not.toContain("data.aws_eks_cluster.this");
  });

  test("refuses to import a role whose name nobody knows: a new one would replace the cluster", () => {
    const stack = new TerraformStack(Testing.app(), "demo");
    expect(() => compose(stack, { import: true })).toThrow(
      expect.objectContaining({
        code: "import-name-unknown",
        message: expect.stringContaining(
          "iam_role_use_name_prefix: expected `false` where the role is imported, got `true`",
        ),
      }),
    );
  });
});

describe("Refactoring", () => {
  test("collects blocks from everywhere in the stack", () => {
    const json = synth((stack) => {
      Refactoring.of(stack).move("a.b", "a.c");
      Refactoring.of(stack).forget("a.d");
      Refactoring.of(stack).move("a.e", "a.f");
    });
    expect(json.moved).toEqual([
      { from: "a.b", to: "a.c" },
      { from: "a.e", to: "a.f" },
    ]);
    expect(json.removed).toEqual([{ from: "a.d", lifecycle: { destroy: false } }]);
  });

  test("refuses to forget one instance", () => {
    const stack = new TerraformStack(Testing.app(), "demo");
    expect(() => Refactoring.of(stack).forget('aws_eks_access_entry.this["a"]')).toThrow(
      'removed: expected the address of a whole resource, got `aws_eks_access_entry.this["a"]`',
    );
  });
});
