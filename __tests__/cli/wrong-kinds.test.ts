import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../support/cli/cli-run";

jest.setTimeout(60_000);

const ARN = "arn:aws:iam::111122223333:role/ops";
const list = (...kinds: readonly string[]): string =>
  JSON.stringify({ apiVersion: "v1", kind: "List", items: kinds.map((kind) => ({ kind, metadata: { name: "x" } })) });

/** What people have at hand: what it is called, and what they are told to type. */
const KINDS: readonly (readonly [what: string, text: string, name: string, help: RegExp])[] = [
  [
    "entries of eksctl as JSON",
    JSON.stringify([{ principalARN: ARN, kubernetesGroups: [] }]),
    "the output of `eksctl get accessentry`",
    /aws eks list-access-entries.*describe-access-entry.*list-associated-access-policies/,
  ],
  [
    "entries of eksctl as YAML",
    `- kubernetesGroups: []\n  principalARN: ${ARN}\n`,
    "the output of `eksctl get accessentry`",
    /list-access-entries/,
  ],
  [
    "a ClusterRole",
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: view }\n",
    "a ClusterRole of rbac.authorization.k8s.io/v1",
    /eks-access explain CLUSTER\.yaml --rbac FILE/,
  ],
  [
    "roles and bindings",
    list("ClusterRole", "ClusterRoleBinding"),
    "a List of ClusterRole, ClusterRoleBinding",
    /--rbac FILE/,
  ],
  ["nodes", list("Node"), "a List of Node", /kubectl get configmap/],
  ["a kubeconfig", "apiVersion: v1\nkind: Config\nclusters: []\n", "a Config of v1", /kubectl get configmap/],
  [
    "a cluster of kops",
    "apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nspec: {}\n",
    "a Cluster of kops.k8s.io/v1alpha2",
    /type/,
  ],
  [
    "a template",
    "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n",
    "a template of CloudFormation",
    /describe-cluster/,
  ],
  [
    "the caller",
    JSON.stringify({ UserId: "a", Account: "111122223333", Arn: ARN }),
    "the output of aws sts get-caller-identity",
    /--account ID/,
  ],
  [
    "clusters",
    JSON.stringify({ clusters: ["demo"] }),
    "the output of aws eks list-clusters",
    /describe-cluster --name/,
  ],
  [
    "the log of a plan",
    '{"@level":"info","@message":"x"}\n',
    "the log of `terraform plan -json`",
    /terraform show -json/,
  ],
  [
    "a table of nodes",
    "NAME   STATUS   ROLES   AGE\nip-10   Ready   <none>   3d\n",
    "the table of `kubectl get`",
    /-o yaml/,
  ],
  [
    "a table of bindings",
    "NAME    ROLE               AGE\nadmin   ClusterRole/view   2y\n",
    "the table of `kubectl get`",
    /-o json/,
  ],
  [
    "the text of a plan",
    "Terraform will perform the following actions:\n\n  # a.b will be created\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n",
    "the text of `terraform plan`",
    /terraform plan -out=PLAN/,
  ],
  [
    "the text of no plan",
    "No changes. Your infrastructure matches the configuration.\n",
    "the text of `terraform plan`",
    /-out=PLAN/,
  ],
  [
    "the text of a state",
    '# aws_eks_cluster.this:\nresource "aws_eks_cluster" "this" {\n}\n',
    "the text of `terraform show`",
    /terraform show -json/,
  ],
  ["a configuration", 'module "eks" {\n  source = "x"\n}\n', "Terraform configuration", /import --help/],
  ["variables", 'cluster_name = "demo"\n', "variables of Terraform", /import --help/],
];

describe("files of another kind", () => {
  test.each(KINDS)("%s: import names it and says what to type", async (...[, text, name, help]) => {
    const cwd = folderWith({ "x.yaml": text });
    const { exitCode, stderr } = await cli(["import", "x.yaml", "--name", "demo"], { cwd });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`error x.yaml:1:1: ${name}`)]);
    if (!name.startsWith("a List")) expect(stderr).toMatch(help);
    expect(stderr).not.toContain("bare output");
  });

  test.each(KINDS)(
    "%s: explain and check name it and say what to type, and nothing else",
    async (...[, text, name, help]) => {
      const cwd = folderWith({ "x.yaml": text });
      for (const command of ["explain", "check"]) {
        const { exitCode, stdout, stderr } = await cli([command, "x.yaml"], { cwd });
        const lines = `${stdout}${stderr}`.split("\n");
        expect([exitCode, lines[0]]).toEqual([
          1,
          `error x.yaml:1:1: this is ${name}, expected a cluster file [file-no-cluster]`,
        ]);
        expect(lines[1]).toMatch(help);
        expect(lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
      }
    },
  );

  test("a cluster file in the words of another version of the module is a cluster file", async () => {
    const text = "name: x\naddons: {}\nrender: access\nterraform: { region: eu-west-1 }\n";
    const { stdout } = await cli(["check", "x.yaml"], { cwd: folderWith({ "x.yaml": text }) });
    expect(stdout).not.toContain("file-no-cluster");
    expect(stdout).toContain("addons: variable of another version of the module, expected `cluster_addons` as in v20");
    const addons = await cli(["check", "x.json"], { cwd: folderWith({ "x.json": '{"addons": ["vpc-cni"]}' }) });
    expect(addons.stdout).toContain("this is the output of aws eks list-addons, expected a cluster file");
  });

  test("a saved plan is no text: it is reviewed", async () => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, "tfplan"), Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0xff));
    const imported = await cli(["import", "tfplan"], { cwd });
    expect([imported.exitCode, imported.stderr]).toEqual([
      2,
      expect.stringContaining("a zip file, as `terraform plan -out` saves a plan"),
    ]);
    expect(imported.stderr).toContain("terraform show -json tfplan > plan.json");
    const checked = await cli(["check", "tfplan"], { cwd });
    expect(checked.stdout).toContain("review it: `eks-access review tfplan`");
  });

  test("a state of an old Terraform is a state", async () => {
    const cwd = folderWith({
      "x.json": '{"version": 3, "terraform_version": "0.11.14", "serial": 1, "lineage": "a", "modules": []}',
    });
    const { stderr } = await cli(["import", "x.json"], { cwd });
    expect(stderr).toContain("a state of another version, expected version 4");
    expect((await cli(["check", "x.json"], { cwd })).stdout).toContain("this is a state of Terraform");
  });

  test("a list of ARNs does not say what it lists", async () => {
    const cwd = folderWith({ "x.json": JSON.stringify([ARN]) });
    const { stderr } = await cli(["import", "x.json"], { cwd });
    expect(stderr).toContain("bare output of --query or jq");
  });
});

describe("a cluster file with variables of v21", () => {
  test("is no output of list-addons: each is told by its name in v20", async () => {
    const text = "name: demo\nkubernetes_version: '1.33'\naddons: {}\nterraform: {}\n";
    const { stdout } = await cli(["check", "demo.yaml"], { cwd: folderWith({ "demo.yaml": text }) });
    expect(stdout).toContain("write `cluster_name`");
    expect(stdout).toContain("write `cluster_version`");
    expect(stdout).not.toContain("file-no-cluster");
  });

  test("and the output of list-addons still is one", async () => {
    const cwd = folderWith({ "demo.yaml": JSON.stringify({ addons: ["vpc-cni"] }) });
    const { stdout } = await cli(["check", "demo.yaml"], { cwd });
    expect(stdout).toContain("this is the output of aws eks list-addons");
  });
});
