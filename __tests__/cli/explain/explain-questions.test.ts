import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";
import { SAMPLES } from "../../support/definitions/sample-definitions";

const ORDERS = readFileSync(join(SAMPLES, "orders-cluster.yaml"), "utf8");
const METRICS = readFileSync(join(SAMPLES, "metrics-cluster.yaml"), "utf8");
const DEPLOYER = "arn:aws:iam::111122223333:role/orders-deployer";
const ROOT = join(SAMPLES, "..");

/** RBAC of a cluster: deployers may get pods of orders, system:masters is bound as everywhere. */
function dump(items: readonly unknown[] = []): string {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const named = (kind: string, name: string, rest: object): object => ({
    apiVersion,
    kind,
    metadata: { name, namespace: "orders" },
    ...rest,
  });
  const rules = [{ verbs: ["get"], apiGroups: [""], resources: ["pods"] }];
  return JSON.stringify({
    apiVersion: "v1",
    kind: "List",
    items: [
      named("ClusterRole", "edit", { rules }),
      named("ClusterRole", "cluster-admin", { rules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }] }),
      named("Role", "none", { rules: [] }),
      named("RoleBinding", "none", { roleRef: { kind: "Role", name: "none" } }),
      named("ClusterRoleBinding", "cluster-admin", {
        roleRef: { kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "Group", name: "system:masters" }],
      }),
      ...items,
    ],
  });
}

describe("eks-access explain --can", () => {
  const ask = (...args: string[]) =>
    cli(["explain", "orders-cluster.yaml", "--can", "get pods -n orders", ...args], { cwd: FOLDER() });
  const FOLDER = (): string =>
    folderWith({ "orders-cluster.yaml": ORDERS, "rbac.json": dump(), "half.yaml": HALF, "broken.yaml": "a: [" });

  test("knows policies, and says on what the rest depends", async () => {
    const { exitCode, stdout, stderr } = await ask("--principal", DEPLOYER);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "orders-cluster  orders-cluster.yaml, at api",
      "Who may get pods in orders",
      "",
      "principal             config-map",
      "                      to done",
      "                      (now api)",
      "────────────────────  ──────────",
      "role orders-deployer  depends",
      "",
      "Why",
      "",
      "  role orders-deployer",
      "    config-map and dual: depends, RBAC of group orders-deployers, user {{SessionName}}, group",
      "      system:authenticated",
      "    entries to done: depends, RBAC of group orders-deployers, user orders-deployer:{{SessionName}},",
      "      group system:authenticated",
      "",
      'depends: on what was not read, which is not "no"; --rbac FILE opens groups and usernames',
      "",
    ]);
  });

  test("opens groups by --rbac, with the bindings that the file declares", async () => {
    const { exitCode, stdout, stderr } = await ask("--rbac", "rbac.json", "--principal", DEPLOYER);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain(
      "    config-map to done: yes, RoleBinding orders/deployers gives ClusterRole edit to Group orders-",
    );
    const secrets = await cli(
      [
        "explain",
        "orders-cluster.yaml",
        "--can",
        "get secrets -n orders",
        "--rbac",
        "rbac.json",
        "--principal",
        DEPLOYER,
      ],
      { cwd: FOLDER() },
    );
    expect(secrets.exitCode).toBe(0);
    expect(secrets.stdout).toContain("    config-map to done: no, not by group orders-deployers");
  });

  test("warns of a dump without bindings, and refuses nobody for certain then", async () => {
    const { exitCode, stdout, stderr } = await ask("--rbac", "half.yaml");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^warning half\.yaml: no Role, no RoleBinding, no ClusterRoleBinding in it, which every cluster has: nobody is refused for certain\n/,
    );
    expect(stdout).toMatch(/^role orders-deployer +depends/m);
  });

  test("refuses a dump that it cannot read, with its line", async () => {
    const { exitCode, stdout, stderr } = await ask("--rbac", "broken.yaml");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^error broken\.yaml:\d+: no YAML and no JSON: /);
    expect((await ask("--rbac", "nowhere.json")).exitCode).toBe(2);
  });

  test("names the place in a dump that is not UTF-8", async () => {
    const cwd = folderWith({ "orders-cluster.yaml": ORDERS });
    writeFileSync(join(cwd, "rbac.json"), Buffer.from([0x7b, 0x0a, 0x20, 0xff]));
    const { exitCode, stderr } = await cli(
      ["explain", "orders-cluster.yaml", "--can", "get pods", "--rbac", "rbac.json"],
      { cwd },
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: "error rbac.json:2:2: not UTF-8, expected text in UTF-8 or UTF-16\n",
    });
  });

  test.each([
    ["files", ["-", "-"]],
    ["a file and the dump", ["-", "--can", "get pods", "--rbac", "-"]],
    ["two files to compare", ["--diff", "-", "-"]],
  ])("refuses standard input as %s", async (_, args) => {
    expect(await cli(["explain", ...args], { input: ORDERS })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error - is given more than once\n    standard input can be read once: write the others to files\n",
    });
  });

  test("reads a dump from standard input", async () => {
    const piped = await cli(
      ["explain", "orders-cluster.yaml", "--can", "get pods -n orders", "--rbac", "-", "--principal", DEPLOYER],
      {
        cwd: FOLDER(),
        input: dump(),
      },
    );
    expect(piped.exitCode).toBe(0);
    expect(piped.stdout).toMatch(/^role orders-deployer +yes/m);
  });
});

describe("eks-access explain of a file whose `aws_auth` is an open question", () => {
  const ADMIN = "arn:aws:iam::111122223333:role/break-glass";
  const open = ORDERS.replace(/^aws_auth:\n(?: .*\n)*/m, "aws_auth:\n").replace("stage: api", "stage: entries");
  const explain = (...args: string[]) =>
    cli(["explain", "orders-cluster.yaml", ...args], { cwd: folderWith({ "orders-cluster.yaml": open }) });

  test("says of nobody without an entry that it has nothing while the mode reads aws-auth", async () => {
    const { stdout, stderr, exitCode } = await explain();
    expect(stdout).toMatch(/^principal +config-map +entries/m);
    expect(stdout).toMatch(/^role break-glass +unknown +entry break_glass/m);
    expect(stdout.split("What changes")[0]).not.toContain("nothing");
    expect(stdout).toContain("- what it had is not known; has access entry break_glass");
    expect(stdout.replace(/\n {2}/g, " ")).toContain("and principals that rows alone name are not shown here");
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("[question-open]")]);
  });

  test("gives that as the reason, and what is asked of a principal or a request is not known", async () => {
    const one = await explain("--principal", ADMIN);
    expect(one.stdout).toMatch(/^dual +unknown\n +because `aws_auth` of the file is an open question$/m);
    expect(one.stdout).toMatch(/^ +because its entry serves, and overrides its row if it has one$/m);
    const stranger = await explain("--principal", "arn:aws:iam::111122223333:role/stranger");
    expect(stranger.stdout).toMatch(/^retire +unknown$/m);
    expect(stranger.stdout).toMatch(/^api +nothing\n +because no access entry names it$/m);
    const asked = await explain("--can", "get pods -n orders");
    expect(asked.stdout).toMatch(/^role break-glass +unknown +yes/m);
    expect([one.exitCode, stranger.exitCode, asked.exitCode]).toEqual([1, 1, 1]);
  });

  test("compares no stage that reads aws-auth as if nobody had a row", async () => {
    const { stdout } = await explain("--diff", "dual", "done");
    expect(stdout).toContain("Not known\n");
    expect(stdout).not.toMatch(/^(?:Gain|Loss)$/m);
  });
});

describe("eks-access explain --diff", () => {
  test("compares a file that leaves a question open, and says the question beside it", async () => {
    const open = ORDERS.replace(/account_id: .*/, "account_id:");
    const cwd = folderWith({ "orders-cluster.yaml": ORDERS, "open/orders-cluster.yaml": open, "bad/x.yaml": "a: [" });
    const stages = ["--diff", "dual", "entries"];
    const known = await cli(["explain", "orders-cluster.yaml", ...stages], { cwd });
    const asked = await cli(["explain", "open/orders-cluster.yaml", ...stages], { cwd });
    expect(asked.stdout).toBe(known.stdout.replaceAll("orders-cluster.yaml", "open/orders-cluster.yaml"));
    expect([asked.exitCode, asked.stderr]).toEqual([known.exitCode, expect.stringContaining("[question-open]")]);
    const files = await cli(["explain", "--diff", "orders-cluster.yaml", "open/orders-cluster.yaml"], { cwd });
    expect([files.exitCode, files.stderr.includes("nothing was compared")]).toEqual([0, false]);
    const bad = await cli(["explain", "bad/x.yaml", ...stages], { cwd });
    expect([bad.exitCode, bad.stderr.includes("nothing was compared"), bad.stdout]).toEqual([1, true, ""]);
  });

  const CHANGED = METRICS.replace("stage: retire", "stage: entries");

  test("tells two stages of a file apart", async () => {
    const { exitCode, stdout } = await cli(["explain", "clusters/orders-cluster.yaml", "--diff", "dual", "entries"], {
      cwd: ROOT,
    });
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "from clusters/orders-cluster.yaml, dual",
      "to   clusters/orders-cluster.yaml, entries",
      "",
      "Lose",
      "  role break-glass",
      "    - from mapRoles[1] to access entry break_glass",
      "    - leaves the group system:masters: stays cluster admin, but rules that name the group no longer",
      "      apply (accepted until 2027-06-30)",
      "    - the gap: no rights between the entry and its policy, seconds or until a failed call is",
      "      repeated",
      "    had mapRoles[1], as break-glass, group system:masters",
      "    has access entry break_glass, as break-glass, AmazonEKSClusterAdminPolicy",
      "",
      "Another username",
      "  role orders-deployer",
      "    - from mapRoles[2] to access entry deployer",
      "    - another username, {{SessionName}} becomes orders-deployer:{{SessionName}}: RBAC by username",
      "      and audit see somebody else (accepted until 2027-06-30)",
      "    had mapRoles[2], as {{SessionName}}, group orders-deployers",
      "    has access entry deployer, as orders-deployer:{{SessionName}}, group orders-deployers",
      "",
      "1 principal keeps everything as it is",
      "",
    ]);
  });

  test("tells two files apart, each at its own stage", async () => {
    const before = folderWith({ "orders-cluster.yaml": ORDERS });
    const after = folderWith({
      "orders-cluster.yaml": ORDERS.replace("kubernetes_groups: [orders-deployers]", "kubernetes_groups: [others]"),
    });
    const { exitCode, stdout } = await cli([
      "explain",
      "--diff",
      `${before}/orders-cluster.yaml`,
      `${after}/orders-cluster.yaml`,
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      `Lose\n  role orders-deployer\n    - loses group orders-deployers\n    - gains group others\n`,
    );
    expect(stdout).toContain("2 principals keep everything as it is");
  });

  test("finds nothing between a file and itself, but who is not known", async () => {
    const folder = folderWith({ "metrics-cluster.yaml": CHANGED });
    const { exitCode, stdout } = await cli(["explain", "--diff", "metrics-cluster.yaml", "metrics-cluster.yaml"], {
      cwd: folder,
    });
    const isKnown = !stdout.includes("Not known");
    expect(exitCode).toBe(isKnown ? 0 : 1);
    expect(stdout).not.toMatch(/^(Lose|Gain|Another)/m);
  });

  test.each([
    [["--diff", "dual"], 2, "error --diff: expected two stages or two files\n"],
    [
      ["clusters/orders-cluster.yaml", "--diff", "dual", "entries:7"],
      2,
      "error clusters/orders-cluster.yaml: no stage `entries:7`, expected one of config-map, dual, entries, retire, api, done\n",
    ],
    [
      ["clusters/orders-cluster.yaml", "--diff", "dual", "entires"],
      2,
      "error --diff: a stage and a file, expected two of a kind, got `dual` and `entires`\n    did you mean `entries`? A file of that name is `./entires`\n",
    ],
    [
      ["--diff", "clusters/orders-cluster.yaml", "nowhere.yaml"],
      2,
      "error nowhere.yaml: cannot be read: ENOENT: no such file or directory\n",
    ],
  ])("refuses %j", async (args, exitCode, stderr) => {
    const run = await cli(["explain", ...args], { cwd: ROOT });
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toEqual({ exitCode, stdout: "" });
    expect(run.stderr.startsWith(stderr)).toBe(true);
  });
});

const HALF = JSON.stringify({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "view" },
  rules: [],
});
