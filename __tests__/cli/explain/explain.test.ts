import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";
import { SAMPLES } from "../../support/definitions/sample-definitions";

const ORDERS = readFileSync(join(SAMPLES, "orders-cluster.yaml"), "utf8");
const CONSOLE = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");
const DEPLOYER = "arn:aws:iam::111122223333:role/orders-deployer";
const ROOT = join(SAMPLES, "..");

describe("eks-access explain", () => {
  test("prints a table, what changes, and a legend", async () => {
    const { exitCode, stdout, stderr } = await cli(["explain", "clusters/orders-cluster.yaml"], { cwd: ROOT });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "orders-cluster  clusters/orders-cluster.yaml, at api",
      "",
      "principal                  config-map                 dual                entries",
      "                                                                          to done",
      "                                                                          (now api)",
      `${"─".repeat(25)}  ${"─".repeat(25)}  ${"─".repeat(18)}  ${"─".repeat(25)}`,
      "role orders-cluster-node-  row mapRoles[0]            EKS's entry         =",
      " group                     system:node:{host}         system:node:{host}",
      "                           group system:              group system:nodes",
      "                            bootstrappers",
      "                           group system:nodes",
      "",
      "role break-glass           row mapRoles[1]            =                   entry break_glass",
      "                           break-glass                                    break-glass",
      "                           group system:masters                           ClusterAdmin",
      "",
      "role orders-deployer       row mapRoles[2]            =                   entry deployer",
      "                           {session}                                      orders-deployer:{session}",
      "                           group orders-deployers                         group orders-deployers",
      "",
      "What changes",
      "",
      "dual",
      "  role orders-cluster-node-group",
      "    - the same rights and username, another way",
      "entries",
      "  role break-glass",
      "    - leaves the group system:masters: stays cluster admin, but rules that name the group no longer",
      "      apply (accepted until 2027-06-30)",
      "    - the gap: no rights between the entry and its policy, seconds or until a failed call is",
      "      repeated",
      "  role orders-deployer",
      "    - another username, {{SessionName}} becomes orders-deployer:{{SessionName}}: RBAC by username",
      "      and audit see somebody else (accepted until 2027-06-30)",
      "",
      "=: as in the column before",
      "ClusterAdmin: AmazonEKSClusterAdminPolicy",
      "{session}: {{SessionName}}",
      "{host}: {{EC2PrivateDNSName}}",
      "the cluster's creator is admin without a row, and migration.expected does not name it: it is not",
      "  shown here",
      "",
    ]);
  });

  test("no line of any sample is wider than 100 columns, and none is coloured", async () => {
    const { exitCode, stdout } = await cli(["explain", "clusters"], { cwd: ROOT });
    expect(exitCode).toBe(0);
    // Findings have their place in one line, to be clicked on.
    const lines = stdout
      .split("\n")
      .filter((line) => !/^warning|^ {4}(?!-)\S.*; RBAC bindings of the new name/.test(line));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    expect(stdout).not.toContain("\u001b");
  });

  test("fills a terminal, in colour, but never with NO_COLOR", async () => {
    const on = async (env: Record<string, string>): Promise<string> => {
      const written: string[] = [];
      const stdout = { isTTY: true, columns: 160, write: (text: string) => written.push(text) };
      await cli(["explain", "clusters/orders-cluster.yaml"], { cwd: ROOT, stdout, env });
      return written.join("");
    };
    expect(await on({})).toContain("\u001b[32mentry break_glass\u001b[0m");
    const plain = await on({ NO_COLOR: "1" });
    expect(plain).not.toContain("\u001b");
    expect(Math.max(...plain.split("\n").map((line) => line.length))).toBeGreaterThan(100);
  });

  test("shows rows that are dead, shadowed or without username with their reasons, at their lines", async () => {
    const rows = `  aws_auth_roles:
    - { rolearn: "arn:aws:iam::111122223333:role/team/dead", username: dead, groups: [system:masters] }
    - { rolearn: "arn:aws:iam::111122223333:role/twice", username: one }
    - { rolearn: "arn:aws:iam::111122223333:role/TWICE", groups: [two] }
    - { rolearn: nonsense, username: x }
`;
    const folder = folderWith({ "odd-cluster.yaml": oddCluster(rows) });
    const { exitCode, stdout } = await cli(["explain", "odd-cluster.yaml"], { cwd: folder });
    expect(exitCode).toBe(0);
    const [, told = ""] = stdout.split("Rows that are not what they look like");
    expect(told).toContain(
      "odd-cluster.yaml:7:7 aws_auth.aws_auth_roles[0]: `arn:aws:iam::111122223333:role/team/dead` serves nobody: callers are looked up by their role without its path [row-dead]",
    );
    expect(told).toContain(
      "aws_auth.aws_auth_roles[1]: the row of role twice is ignored: the authenticator uses aws_auth.aws_auth_roles[2] for the same principal [row-shadowed]",
    );
    expect(told).toContain("[row-username-missing]");
    expect(told).toContain("[row-arn-malformed]");
    expect(stdout).toMatch(/^role dead +nothing/m);
  });

  test("ends with 1 where rows are ambiguous, and still explains", async () => {
    const rows = `  aws_auth_users:
    - { userarn: "arn:aws:iam::111122223333:user/bob", username: bob }
    - { userarn: "arn:aws:iam::111122223333:user/BOB", username: bob, groups: [admins] }
`;
    const folder = folderWith({ "odd-cluster.yaml": oddCluster(rows) });
    const { exitCode, stdout } = await cli(["explain", "odd-cluster.yaml"], { cwd: folder });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^user bob +unknown/m);
  });

  test("explains the files that can be read, and says what is wrong with the others", async () => {
    const folder = folderWith({
      "orders-cluster.yaml": ORDERS,
      "console-cluster.yaml": CONSOLE.replace("stage: dual", "stage: nirvana"),
    });
    const { exitCode, stdout, stderr } = await cli(["explain", "."], { cwd: folder });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("orders-cluster  ./orders-cluster.yaml, at api");
    expect(stdout).not.toContain("console-cluster");
    expect(stderr).toMatch(/^error \.\/console-cluster\.yaml:14:10 migration\.stage: /);
  });

  test("says that a stage is refused, and by whom to ask why", async () => {
    const folder = folderWith({
      "orders-cluster.yaml": ORDERS.replace("code: masters-by-name", "code: creator-unknown"),
    });
    const { exitCode, stderr } = await cli(["explain", "orders-cluster.yaml"], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "orders-cluster.yaml: its stage is refused: `eks-access check orders-cluster.yaml` says why\n",
    });
  });

  test.each([
    [["nowhere.yaml"], "error nowhere.yaml: cannot be read: ENOENT: no such file or directory\n"],
    [["--rbac", "x"], 'error --rbac without --can, expected a request\n    add --can "get pods -n prod"\n'],
    [
      ["--can", "get podz"],
      "error --can: unknown resource, expected one of Kubernetes, or RESOURCE.GROUP, got `podz`\n    did you mean `pods`?\n",
    ],
    [
      ["--principal", "dev"],
      "error --principal: not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `dev`\n",
    ],
    [["--can", "get pods", "--diff", "dual", "api"], "error --diff and --can, expected one of the two\n"],
  ])("refuses %j as usage", async (args, stderr) => {
    expect(await cli(["explain", ...args], { cwd: ROOT })).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});

describe("eks-access explain --principal", () => {
  test("follows one through all stages, with the reason of each", async () => {
    const { exitCode, stdout } = await cli(["explain", "clusters/orders-cluster.yaml", "--principal", DEPLOYER], {
      cwd: ROOT,
    });
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "orders-cluster  clusters/orders-cluster.yaml, at api",
      DEPLOYER,
      "",
      "config-map  mapRoles[2], as {{SessionName}}, group orders-deployers",
      "              because mode CONFIG_MAP asks aws-auth alone: mapRoles[2] serves",
      "dual        =",
      "              because its entry deployer comes at stage entries: mapRoles[2] serves",
      "entries     access entry deployer, as orders-deployer:{{SessionName}}, group orders-deployers",
      "              because its entry overrides mapRoles[2] as a whole",
      "              - from mapRoles[2] to access entry deployer",
      "              - another username, {{SessionName}} becomes orders-deployer:{{SessionName}}: RBAC by",
      "                username and audit see somebody else (accepted until 2027-06-30)",
      "retire      =",
      "              because its entry serves; the rows are emptied",
      "api         =",
      "              because mode API asks access entries alone",
      "done        =",
      "              because mode API asks access entries alone",
      "",
    ]);
  });

  test.each([
    ["arn:aws:iam::111122223333:role/any/path/orders-deployer", "entries     access entry deployer"],
    ["arn:aws:sts::111122223333:assumed-role/orders-deployer/me", "entries     access entry deployer"],
    ["arn:aws:iam::111122223333:role/orders-deploer", `the file does not name it: did you mean ${DEPLOYER}?`],
    ["arn:aws:iam::111122223333:user/orders-deployer", `the file does not name it: did you mean ${DEPLOYER}?`],
    ["arn:aws:iam::444455556666:role/orders-deployer", `the file does not name it: did you mean ${DEPLOYER}?`],
    ["arn:aws:iam::111122223333:role/something-else", "the file does not name it\n"],
  ])("takes %s", async (principal, expected) => {
    const { exitCode, stdout } = await cli(["explain", "clusters/orders-cluster.yaml", "--principal", principal], {
      cwd: ROOT,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(expected);
  });

  test("ends with 1 where what it has is unknown", async () => {
    const creator = "arn:aws:iam::111122223333:role/cluster-creator";
    const { exitCode, stdout } = await cli(["explain", "clusters/console-cluster.yaml", "--principal", creator], {
      cwd: ROOT,
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("because EKS makes its entry by itself, and no row of the file says what it gives");
  });
});

describe("eks-access explain --format json", () => {
  test.each([
    ["everything", ["clusters"]],
    ["one principal", ["clusters", "--principal", DEPLOYER]],
    ["a request", ["clusters/orders-cluster.yaml", "--can", "get pods -n orders"]],
    ["a difference", ["clusters/orders-cluster.yaml", "--diff", "dual", "api"]],
  ])("of %s fits its schema", async (_, args) => {
    const { stdout } = await cli(["explain", ...args, "--format", "json"], { cwd: ROOT });
    expect(schemaErrors("explain", stdout)).toEqual([]);
  });

  test("says for each step what the table says, and why", async () => {
    const { stdout } = await cli(
      [
        "explain",
        "clusters/orders-cluster.yaml",
        "--format",
        "json",
        "--can",
        "get pods -n prod",
        "--principal",
        DEPLOYER,
      ],
      { cwd: ROOT },
    );
    const step = {
      step: "entries",
      access: {
        kind: "access",
        through: { by: "entry", key: "deployer" },
        username: "orders-deployer:{{SessionName}}",
        groups: ["orders-deployers"],
        policies: [],
      },
      reason: "its entry overrides mapRoles[2] as a whole",
      changes: [
        { kind: "moved", words: "from mapRoles[2] to access entry deployer" },
        {
          kind: "renamed",
          words:
            "another username, {{SessionName}} becomes orders-deployer:{{SessionName}}: RBAC by username and audit see somebody else (accepted until 2027-06-30)",
        },
      ],
      answer: {
        verdict: "depends",
        why: "RBAC of group orders-deployers, user orders-deployer:{{SessionName}}, group system:authenticated",
      },
    };
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: "1.0",
      command: "explain",
      question: "get pods in prod",
      clusters: [{ principals: [{ steps: expect.arrayContaining([step]) }] }],
    });
  });
});

function oddCluster(rows: string): string {
  return `cluster_name: odd-cluster
render: access
migration:
  stage: config-map
aws_auth:
${rows}terraform: { account_id: "111122223333", region: eu-west-1, backend: { local: {} } }
`;
}
