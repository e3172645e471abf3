import { role, user } from "../../support/definitions/arns";
import { caseText as input, foundIn as found } from "../../support/plans/case-files";
import { cli, folderWith } from "../../support/cli/cli-run";
import { configMapYaml } from "../../support/cli/source-texts";

jest.setTimeout(60_000);

describe("a service mapping of eksctl (R48)", () => {
  const config = input("01-eksctl-service-mapping/in.yaml");
  const importing = async (text: string, ...args: string[]) => {
    const cwd = folderWith({ "in.yaml": text });
    return cli(["import", "in.yaml", ...args], { cwd });
  };
  const row = (partition: string) =>
    `- rolearn: arn:${partition}:iam::111122223333:role/AWSServiceRoleForAmazonEMRContainers\n      username: emr-containers\n`;

  test("is the row of the service-linked role, which has no entry; the rest is read", async () => {
    const { stdout, stderr } = await importing(config);
    expect(stdout).toContain(row("aws"));
    expect(stdout).not.toContain("emr_containers:");
    expect(stdout).toMatch(/^ {2}ops:$/m);
    expect(found(stderr)).toContain("warning row-service-linked aws_auth.aws_auth_roles[1].rolearn");
    expect(stderr).not.toMatch(/^error .*iamIdentityMappings/m);
  });

  test("of a region in China is of its partition", async () => {
    const { stdout } = await importing(config.replace("eu-west-1", "cn-north-1").replace("arn:aws:", "arn:aws-cn:"));
    expect(stdout).toContain(row("aws-cn"));
  });

  test("takes the account from --account, and says so where nobody knows it", async () => {
    const alone = config.replace(/ {2}- \{ arn: .*\n/, "").replace(/ {2}- \{ account: .*\n/, "");
    expect((await importing(alone, "--account", "111122223333")).stdout).toContain(row("aws"));
    const { stdout, stderr } = await importing(alone);
    expect(stdout).not.toContain("emr-containers");
    expect(found(stderr)).toContain("warning import-service-unknown iamIdentityMappings[0].serviceName");
  });

  test("of a service that eksctl does not map is refused, at its place", async () => {
    const { exitCode, stderr } = await importing(config.replace("emr-containers", "emr-serverless"));
    expect(exitCode).toBe(1);
    expect(found(stderr)).toEqual(
      expect.arrayContaining(["error import-field-wrong iamIdentityMappings[1].serviceName"]),
    );
  });
});

describe("the partition of a cluster (R29)", () => {
  const map = input("15-china-wrong-partition-users/in.yaml");
  const importing = async (text: string, ...args: string[]) =>
    cli(["import", "-", "--name", "demo", ...args], { input: text });
  const partition = "warning row-partition aws_auth.aws_auth_users[1].userarn";

  test("is told by --region: who is of another gets no entry", async () => {
    const { stdout, stderr } = await importing(map, "--region", "cn-north-1");
    expect(found(stderr)).toContain(partition);
    expect(stdout).not.toMatch(/^ {2}newusername:$/m);
  });

  test("is told by the nodes' roles where nobody gives a region", async () => {
    const { stdout, stderr } = await importing(map);
    expect(found(stderr)).toContain(partition);
    expect(stdout).not.toMatch(/^ {2}newusername:$/m);
  });

  test("of the government's region refuses rows of both others", async () => {
    const { stderr } = await importing(map, "--region", "us-gov-west-1");
    expect(found(stderr).filter((line) => line.includes("row-partition"))).toHaveLength(2);
  });

  test("is no question where all agree", async () => {
    const { stdout, stderr } = await importing(map.replaceAll("arn:aws:", "arn:aws-cn:"), "--region", "cn-north-1");
    expect(found(stderr).filter((line) => line.includes("row-partition"))).toEqual([]);
    expect(stdout).toMatch(/^ {2}newusername:$/m);
  });
});

describe("the output of a command in the place of a cluster file", () => {
  const map = configMapYaml({ mapUsers: `- userarn: ${user("ann")}\n  username: ann\n  groups: [a]\n` });
  test.each<[string, string, string, RegExp]>([
    ["a ConfigMap", map, "this is a ConfigMap, expected a cluster file", /import it: `eks-access import x\.yaml/],
    ["its data", "mapRoles: |\n  []\n", "this is the data of a ConfigMap, expected a cluster file", /import it/],
    [
      "kubectl describe",
      input("16-kubectl-describe/in.yaml"),
      "this is the output of `kubectl describe`, expected a cluster file",
      /type `kubectl get configmap -n kube-system aws-auth -o yaml`/,
    ],
    [
      "describe-cluster",
      input("65-outposts-local-cluster/cluster.json"),
      "this is the output of aws eks describe-cluster, expected a cluster file",
      /import it/,
    ],
    [
      "a ClusterConfig",
      input("01-eksctl-service-mapping/in.yaml"),
      "this is a ClusterConfig of eksctl, expected a cluster file",
      /import it/,
    ],
    [
      "a plan",
      '{"format_version": "1.2", "resource_changes": []}',
      "this is a plan or state of Terraform, expected a cluster file",
      /review it: `eks-access review x\.yaml/,
    ],
  ])("%s is named, in explain, check and advance, and nothing else is told", async (_, ...[text, message, help]) => {
    const cwd = folderWith({ "x.yaml": text });
    for (const command of ["explain", "check", "advance", "back"]) {
      const { exitCode, stdout, stderr } = await cli([command, "x.yaml"], { cwd });
      const [first, advice, ...rest] = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
      expect([exitCode, first]).toEqual([1, `error x.yaml:1:1: ${message} [file-no-cluster]`]);
      expect(advice).toMatch(help);
      expect(rest.filter((line) => line.startsWith("error"))).toEqual([]);
    }
  });

  test("a cluster file with a mistake is none", async () => {
    const cwd = folderWith({
      "x.yaml": "cluster_name: x\nrender: access\nterraform: { region: eu-west-1 }\nmapping: 1\n",
    });
    expect(found((await cli(["check", "x.yaml"], { cwd })).stdout)).toEqual(["error key-unknown mapping"]);
  });

  test("a cluster file is no source of import", async () => {
    const cwd = folderWith({ "x.yaml": "cluster_name: x\nrender: access\nterraform: { region: eu-west-1 }\n" });
    const { stderr } = await cli(["import", "x.yaml"], { cwd });
    expect(stderr).toContain(
      "a cluster file, expected the output of a command [import-source-unknown]\n    name it with --update",
    );
  });
});

describe("a ConfigMap alone", () => {
  const map = configMapYaml({
    mapRoles: `- rolearn: ${role("ops")}\n  username: ops\n  groups: [system:masters]\n`,
  });

  test("becomes a file that explain and check read, with one question for each thing that is missing", async () => {
    const imported = await cli(["import", "-"], { input: map });
    const questions = ["error question-open cluster_name", "error question-open terraform.region"];
    expect(found(imported.stderr).filter((line) => line.startsWith("error"))).toEqual(questions);
    expect(imported.stdout).toMatch(/# question: .* or import with --name\ncluster_name:\n/);

    const cwd = folderWith({ "demo.yaml": imported.stdout });
    const checked = await cli(["check", "demo.yaml"], { cwd });
    expect(found(checked.stdout).filter((line) => line.startsWith("error"))).toEqual(questions);
    expect(found(checked.stdout)).toContain("warning creator-unknown migration.expected");
    const explained = await cli(["explain", "demo.yaml"], { cwd });
    expect(explained.exitCode).toBe(0);
    expect(explained.stdout).toMatch(/^role ops /m);
    expect(found(explained.stderr)).toEqual(questions);
    expect((await cli(["advance", "demo.yaml"], { cwd })).exitCode).toBe(1);
  });

  test("answered by the options leaves no question", async () => {
    const { stderr } = await cli(["import", "-", "--name", "demo", "--region", "eu-west-1"], { input: map });
    expect(found(stderr).filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("a file with another fault beside its questions is not explained", async () => {
    const { stdout } = await cli(["import", "-"], { input: map });
    const cwd = folderWith({ "demo.yaml": `${stdout}unknown: 1\n` });
    const explained = await cli(["explain", "demo.yaml"], { cwd });
    expect(explained.exitCode).toBe(1);
    expect(explained.stdout).not.toContain("role ops");
  });

  test("every finding names its file", async () => {
    const { stderr } = await cli(["import", "-", "--format", "text"], {
      input: '{"cluster": {"arn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo", "name": "demo"}}',
    });
    expect(stderr).not.toMatch(/^\w+ :\d/m);
    expect(found(stderr)).toContain("blocker import-config-map-unknown cluster.name");
  });
});
