import { Testing, TerraformStack } from "cdktf";
import { AccessEntries } from "../../../lib/eks/access-entries";
import { adopt, type AdoptProps } from "../../../lib/eks/address/adopt";
import { awsProvider } from "../../../lib/eks/settings/aws-provider";
import { backend } from "../../../lib/eks/settings/backend";
import { Eks } from "../../../lib/eks/eks";
import { IamRoles } from "../../../lib/eks/iam/iam-roles";
import { type Fakecloud, startFakecloud } from "../../support/eks/fakecloud";
import { type Workspace, workspace } from "../../support/terraform/terraform";

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";
const CLUSTER_ADMIN = {
  policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
  accessScope: { type: "cluster" },
} as const;

/** A cluster with exact names, so that everything in it can be imported. */
function stackOf(subnetIds: readonly string[], adoptProps: AdoptProps): string {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), "demo");
  backend(stack, { local: { path: "terraform.tfstate" } });
  awsProvider(stack, { region: REGION, accountId: ACCOUNT });
  const roles = new IamRoles(stack, "iam_roles", {
    iamRoles: {
      admin: {
        name: "demo-admin",
        assumedBy: { services: ["ec2.amazonaws.com"] },
        policies: { View: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        inlinePolicies: {
          eks: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"eks:*","Resource":"*"}]}',
        },
      },
    },
  });
  const eks = new Eks(stack, "eks", {
    clusterName: "demo",
    clusterVersion: "1.31",
    subnetIds,
    iamRoleName: "demo-eks",
    iamRoleUseNamePrefix: false,
    iamRoleAdditionalPolicies: { Logs: "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess" },
    enableAutoModeCustomTags: false,
    protect: true,
  });
  const entries = new AccessEntries(stack, "access_entries", {
    clusterName: "demo",
    clusterReference: eks.cluster.id,
    accessEntries: {
      admin: { principalArn: `arn:aws:iam::${ACCOUNT}:role/admin`, policyAssociations: { admin: CLUSTER_ADMIN } },
      nodes: { principalArn: `arn:aws:iam::${ACCOUNT}:role/nodes`, type: "EC2_LINUX" },
    },
  });
  adopt(stack, adoptProps, [...roles.adoptables, ...eks.adoptables, ...entries.adoptables]);
  return Testing.synth(stack);
}

/** A flag of the provider that AWS does not know: an import cannot bring it, setting it calls nothing. */
const CHANGED = ['~ resource "aws_iam_role" "this" {', "~ force_detach_policies = false -> true"];

const NETWORK = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
  provider: { aws: { region: REGION } },
  resource: {
    aws_vpc: { this: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      this: { count: 2, vpc_id: "${aws_vpc.this.id}", cidr_block: "10.0.${count.index}.0/24" },
    },
  },
  output: { subnet_ids: { value: "${aws_subnet.this[*].id}" } },
};

describe("a cluster that AWS has and Terraform does not know", () => {
  let cloud: Fakecloud;
  const cleanups: (() => unknown)[] = [];

  async function folderWith(name: string, text: string): Promise<Workspace> {
    const folder = workspace(["aws"], cloud.environment);
    cleanups.push(folder.remove);
    folder.write(name, text);
    await folder.must("init", "-input=false", "-no-color");
    return folder;
  }

  beforeAll(async () => {
    cloud = await startFakecloud({ accountId: ACCOUNT, region: REGION });
    cleanups.push(cloud.stop);
  }, 60_000);

  afterAll(async () => {
    for (const cleanup of cleanups) await cleanup();
  });

  test("is imported whole, nothing of it changes in AWS, and the next plan has nothing to do", async () => {
    const network = await folderWith("main.tf.json", JSON.stringify(NETWORK));
    await network.must("apply", "-input=false", "-no-color", "-auto-approve");
    const subnetIds: string[] = JSON.parse(await network.must("output", "-json", "subnet_ids"));
    const maker = await folderWith("cdk.tf.json", stackOf(subnetIds, {}));
    await maker.must("apply", "-input=false", "-no-color", "-auto-approve");
    const importer = await folderWith("cdk.tf.json", stackOf(subnetIds, { import: true }));
    const plan = await importer.must("plan", "-input=false", "-no-color", "-out=plan");
    expect(plan).toContain("Plan: 13 to import, 0 to add, 1 to change, 0 to destroy.");
    expect(plan.match(/^ +[~+-] \w+ .*[{=].*$/gm)?.map((line) => line.trim())).toEqual(CHANGED);
    await importer.must("apply", "-input=false", "-no-color", "plan");
    importer.write("cdk.tf.json", stackOf(subnetIds, {}));
    expect(await importer.run("plan", "-input=false", "-detailed-exitcode")).toMatchObject({ exitCode: 0 });
  }, 300_000);
});
