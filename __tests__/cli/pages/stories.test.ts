import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { judged } from "../../support/terraform/before";
import { cli, folderWith } from "../../support/cli/cli-run";
import { answered, typed } from "../../support/cli/story-steps";
import {
  adminEntryDumps,
  configMapJson,
  describeCluster,
  describeNodegroup,
  listRoles,
  nodesRow,
  roleArn,
  type Row,
  stateOf,
  userArn,
} from "../../support/cli/story-dumps";

jest.setTimeout(120_000);

/** Steps of a cluster file up to its end; the stages in their order. */
async function advanced(cwd: string, file: string): Promise<string[]> {
  const stages: string[] = [];
  while (stages.at(-1) !== "done") {
    await typed(cwd, `advance ${file}`);
    const stage = /^ {2}stage: (\S+)/m.exec(readFileSync(join(cwd, file), "utf8"))?.[1] ?? "";
    stages.push(stage);
    expect(stages.length).toBeLessThan(10);
  }
  return stages;
}

/** From dumps to the end state, with the questions answered. */
async function story(name: string, files: Readonly<Record<string, string>>, creator: string) {
  const file = `clusters/${name}.yaml`;
  const cwd = folderWith({ ...files, "clusters/.keep": "" });
  await cli(["import", ...Object.keys(files), "--output", file], { cwd });
  const asked = readFileSync(join(cwd, file), "utf8");
  writeFileSync(join(cwd, file), answered(asked, creator));
  await typed(cwd, `check ${file}`);
  await typed(cwd, `explain ${file}`);
  const stages = await advanced(cwd, file);
  await typed(cwd, `finish ${file}`);
  return { asked, stages, end: readFileSync(join(cwd, file), "utf8") };
}

const WAY = ["dual", "entries", "retire", "api", "done"];

describe("the way of a real cluster, from dumps to mode API", () => {
  test("of the AWS CDK: four roles, the admin's row, a user added for the console", async () => {
    const [admin, nodes] = ["cdk-admin-role", "cdk-ClusterNodegroupNodesNodeGroupRole"];
    const rows: Row[] = [nodesRow(nodes), { rolearn: roleArn(admin), username: admin, groups: ["system:masters"] }];
    const user = { userarn: userArn("console-user"), username: "console-user", groups: ["system:masters"] };
    const { asked, stages, end } = await story(
      "cdk",
      {
        "aws-auth.json": configMapJson(rows, [user]),
        "cluster.json": describeCluster("cdk", "CONFIG_MAP"),
        "nodegroup.json": describeNodegroup("cdk", nodes),
        "roles.json": listRoles("cdk-ClusterCreationRole", admin, "cdk-eks-role", nodes),
      },
      "cdk-ClusterCreationRole",
    );
    expect(asked).toContain("creator-unknown: the cluster's creator is admin without a row");
    expect([...new Set(stages)]).toEqual(WAY);
    expect(end).toContain(`principal_arn: ${roleArn(admin)}`);
    expect(end).toContain(`principal_arn: ${userArn("console-user")}`);
    expect(end).not.toMatch(/^(?:aws_auth|migration):/m);
  });

  test("of the user guide: self-managed nodes, a viewer, an admin, a user of another account", async () => {
    const viewer = {
      rolearn: roleArn("my-console-viewer-role"),
      username: "my-console-viewer-role",
      groups: ["eks-console-dashboard-full-access-group"],
    };
    const users = [
      { userarn: userArn("admin"), username: "admin", groups: ["system:masters"] },
      {
        userarn: userArn("my-user", "444455556666"),
        username: "my-user",
        groups: ["eks-console-dashboard-restricted-access-group"],
      },
    ];
    const { stages, end } = await story(
      "guide",
      {
        "aws-auth.json": configMapJson([nodesRow("my-role"), viewer], users),
        "cluster.json": describeCluster("guide", "CONFIG_MAP"),
        "nodegroups.json": '{"nodegroups": []}',
        "roles.json": listRoles("my-role", "my-console-viewer-role", "guide-creator"),
      },
      "guide-creator",
    );
    expect([...new Set(stages)]).toEqual(WAY);
    expect(end).toContain("type: EC2_LINUX");
    expect(end).toContain(`principal_arn: ${userArn("my-user", "444455556666")}`);
    expect(end).toContain("kubernetes_groups: [eks-console-dashboard-restricted-access-group]");
  });

  test("of a user without a name, to whom aggregated APIs answer 401: its entry has one", async () => {
    const { asked, stages, end } = await story(
      "metrics",
      {
        "aws-auth.json": configMapJson(
          [nodesRow("nodes")],
          [{ userarn: userArn("sub-admin"), groups: ["system:masters"] }],
        ),
        "cluster.json": describeCluster("metrics", "CONFIG_MAP"),
        "nodegroup.json": describeNodegroup("metrics", "nodes"),
        "roles.json": listRoles("nodes", "metrics-creator"),
      },
      "metrics-creator",
    );
    expect(asked).toContain("row-username-missing");
    expect([...new Set(stages)]).toEqual(WAY);
    expect(end).toContain(`principal_arn: ${userArn("sub-admin")}`);
    expect(end).toContain("AmazonEKSClusterAdminPolicy");
  });

  test("of service accounts, by IRSA and by Pod Identity, on a cluster that something else manages", async () => {
    const name = "eks-work-cluster";
    const files = {
      "cluster.json": describeCluster(name, "API"),
      ...adminEntryDumps(name, "break-glass"),
      "nodegroups.json": '{"nodegroups": []}',
      "roles.json": listRoles("break-glass"),
    };
    const cwd = folderWith({ ...files, "clusters/.keep": "" });
    const file = `clusters/${name}.yaml`;
    await cli(["import", ...Object.keys(files), "--output", file], { cwd });
    // The plan that takes the entries over is applied before anything new is made beside them.
    await typed(cwd, `finish ${file}`);
    const imported = readFileSync(join(cwd, file), "utf8");
    expect(imported).not.toContain("adopt:");
    const accounts = `service_accounts:
  cloudwatch_agent:
    namespace: amazon-cloudwatch
    name: cloudwatch-agent
    policies: { agent: arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy }
    create: false
  exporter: { namespace: monitoring, name: exporter, pod_identity: true }
`;
    writeFileSync(join(cwd, file), `${imported}${accounts}`);
    expect(await typed(cwd, `check ${file}`)).toMatch(/passed: 1 cluster/);
    const text = readFileSync(join(cwd, file), "utf8");
    const written = jsonOf(judged({ file, text }, "2026-11-27").definition);
    expect(written).toContain("aws_iam_openid_connect_provider");
    expect(written).toContain("system:serviceaccount:amazon-cloudwatch:cloudwatch-agent");
    expect(written).toContain("sts.amazonaws.com");
    expect(written).toContain("aws_eks_pod_identity_association");
    expect(written).toContain("pods.eks.amazonaws.com");
  });

  test("of a root with the module, roles of IAM Identity Center: rows have no path, entries do", async () => {
    const [devops, sre] = ["devops", "sre"].map((one) => `AWSReservedSSO_${one}_0123456789abcdef`);
    const path = "aws-reserved/sso.amazonaws.com/ap-northeast-2";
    const admin = (name = "", username = ""): Row => ({ rolearn: roleArn(name), username, groups: ["system:masters"] });
    const rows = [
      admin(devops, "devops:{{SessionName}}"),
      admin(sre, "sre:{{SessionName}}"),
      admin("break-glass", "break-glass:{{SessionName}}"),
      nodesRow("demo-nodes"),
    ];
    const main = `${readFileSync(join(__dirname, "../../fixtures/first-hour/main.tf"), "utf8").split("variable ")[0] ?? ""}
module "eks" {
  source              = "terraform-aws-modules/eks/aws"
  version             = "20.24.3"
  cluster_name        = "demo"
  cluster_version     = "1.31"
  vpc_id              = "vpc-0123456789abcdef0"
  subnet_ids          = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
  authentication_mode = "CONFIG_MAP"
}

module "aws_auth" {
  source                    = "terraform-aws-modules/eks/aws//modules/aws-auth"
  version                   = "20.24.3"
  create_aws_auth_configmap = true
  manage_aws_auth_configmap = true
  aws_auth_roles = [
${rows.map(({ rolearn, username, groups }) => `    { rolearn = "${String(rolearn)}", username = "${String(username)}", groups = ${JSON.stringify(groups)} },`).join("\n")}
  ]
}
`;
    const files = {
      "state.json": stateOf("demo", "CONFIG_MAP", rows),
      "nodegroup.json": describeNodegroup("demo", "demo-nodes"),
      "roles.json": listRoles(`${path}/${devops}`, `${path}/${sre}`, "break-glass", "demo-nodes", "demo-creator"),
    };
    const dumps = Object.fromEntries(Object.entries(files).map(([name, text]) => [`infra/${name}`, text]));
    const cwd = folderWith({ ...dumps, "infra/main.tf": main, "clusters/.keep": "" });
    const infra = join(cwd, "infra");
    await cli(["import", ...Object.keys(files), "--root", ".", "--output", "../clusters/demo.yaml"], { cwd: infra });
    const file = join(cwd, "clusters/demo.yaml");
    writeFileSync(file, answered(readFileSync(file, "utf8"), "demo-creator"));
    await typed(infra, "check ../clusters");
    await typed(infra, "overlay ../clusters");
    const stages = await advanced(infra, "../clusters/demo.yaml");
    expect([...new Set(stages)]).toEqual(WAY);
    const settled = await typed(infra, "overlay ../clusters --settle");
    expect(settled).toContain('authentication_mode = "API"');
    expect(settled).toContain(`role/${path}/${devops}`);
    expect(await typed(infra, "check ../clusters")).toMatch(/passed: 1 cluster/);
  });
});
