import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { role, user } from "../../support/definitions/arns";
import { CASES, caseText as input, foundIn as found } from "../../support/plans/case-files";
import { cli, folderWith } from "../../support/cli/cli-run";
import { configMapYaml } from "../../support/cli/source-texts";

jest.setTimeout(60_000);

describe("Windows nodes, whose entry EKS makes (R43)", () => {
  const folder = "55-windows-mng-gets-ec2-linux";
  const dumps = ["aws-auth.yaml", "cluster.json", "desc.json", "entries.json", "roles.json"].map((name) =>
    join(CASES, folder, name),
  );
  /** The same live, but for the type of the Windows role's entry. */
  const withType = async (type: string, command: (paths: readonly string[], cwd: string) => Promise<string>) => {
    const described = input(`${folder}/desc.json`).replace(
      /("principalArn": "arn:aws:iam::111122223333:role\/win".*?"type": )"EC2_LINUX"/,
      `$1"${type}"`,
    );
    const cwd = folderWith({ "desc.json": described });
    return command(
      dumps.map((path) => (path.endsWith("desc.json") ? "desc.json" : path)),
      cwd,
    );
  };
  const imported = async (type: string) =>
    withType(type, async (paths, cwd) => (await cli(["import", ...paths], { cwd })).stderr);

  test("import names a live entry that is not of their type", async () => {
    const stderr = await imported("EC2_LINUX");
    expect(found(stderr)).toContain("blocker node-type-differs accessEntry");
    expect(stderr).toMatch(
      /EKS made the entry of role win, expected type EC2_WINDOWS as its row, got `EC2_LINUX`: Windows nodes lose their network/,
    );
    expect(stderr).toMatch(/create-access-entry .*role\/win --type EC2_WINDOWS/);
  });

  test("and says nothing of one that is", async () => {
    expect(found(await imported("EC2_WINDOWS")).filter((line) => line.includes("type-differs"))).toEqual([]);
  });

  test("check --live says so of the file, explain that it is not known, and the file what to look at", async () => {
    const { stdout } = await cli(["import", ...dumps]);
    const live = async (type: string) =>
      withType(type, async (paths, cwd) => {
        const file = join(cwd, "winc.yaml");
        writeFileSync(file, stdout);
        return (await cli(["check", "winc.yaml", "--live", ...paths], { cwd })).stdout;
      });
    expect(found(await live("EC2_LINUX"))).toEqual(
      expect.arrayContaining([
        "warning expected-type-unknown aws_auth.aws_auth_roles[1]",
        "blocker node-type-differs aws_auth.aws_auth_roles[1]",
      ]),
    );
    expect(found(await live("EC2_WINDOWS")).filter((line) => line.includes("-type-"))).toEqual([]);
    const cwd = folderWith({ "winc.yaml": stdout });
    const who = async (name: string) =>
      (await cli(["explain", "winc.yaml", "--principal", role(name)], { cwd })).stdout;
    expect(await who("win")).toMatch(/^dual +unknown\n/m);
    expect(await who("win")).toMatch(/^config-map +mapRoles\[1\], as .*group eks:kube-proxy-windows/m);
    expect(await who("linux")).toMatch(/^dual +EKS's own access entry/m);
  });

  test("a group whose entry is of a wholly other type is named too", async () => {
    const paths = dumps.map((path) => path.replace("desc.json", "desc2.json"));
    const { stderr } = await cli(["import", ...paths]);
    expect(found(stderr).filter((line) => line.includes("type-differs"))).toHaveLength(2);
  });
});

describe("a local cluster on an Outpost (R42)", () => {
  const dumps = ["aws-auth.yaml", "cluster.json"].map((name) => input(`65-outposts-local-cluster/${name}`));
  const importing = async (cluster: string) => {
    const cwd = folderWith({ "aws-auth.yaml": dumps[0] ?? "", "cluster.json": cluster });
    expect((await cli(["import", "aws-auth.yaml", "cluster.json", "--output", "outp.yaml"], { cwd })).exitCode).toBe(0);
    return cwd;
  };

  test("stays at config-map: advance refuses dual, check warns", async () => {
    const cwd = await importing(dumps[1] ?? "");
    const { exitCode, stderr } = await cli(["advance", "outp.yaml"], { cwd });
    expect([exitCode, found(stderr)[0]]).toEqual([1, "blocker local-cluster-mode outpost_config"]);
    expect(found((await cli(["check", "outp.yaml"], { cwd })).stdout)).toContain(
      "warning local-cluster-mode outpost_config",
    );
    expect(readFileSync(join(cwd, "outp.yaml"), "utf8")).toMatch(/^ {2}stage: config-map$/m);
  });

  test("goes on once somebody has looked at what AWS says, and accepts it", async () => {
    const cwd = await importing(dumps[1] ?? "");
    const path = join(cwd, "outp.yaml");
    const accepted = "\naccept:\n  - { code: local-cluster-mode, reason: AWS takes it, until: 2027-01-31 }\n";
    writeFileSync(path, `${readFileSync(path, "utf8")}${accepted}`);
    expect((await cli(["advance", "outp.yaml"], { cwd })).exitCode).toBe(0);
  });

  test("nodes on an Outpost, and a local cluster that has another mode already, are as any other", async () => {
    const nodes = (dumps[1] ?? "").replace(',"controlPlaneInstanceType":"m5.large"', "");
    expect((await cli(["advance", "outp.yaml"], { cwd: await importing(nodes) })).exitCode).toBe(0);
    const dual = (dumps[1] ?? "").replace(
      '"authenticationMode":"CONFIG_MAP"',
      '"authenticationMode":"API_AND_CONFIG_MAP"',
    );
    const cwd = folderWith({ "aws-auth.yaml": dumps[0] ?? "", "cluster.json": dual });
    expect((await cli(["import", "aws-auth.yaml", "cluster.json"], { cwd })).stdout).not.toContain("outpost_config");
  });

  test("check --live refuses a file that has gone on", async () => {
    const cwd = await importing(dumps[1] ?? "");
    const path = join(cwd, "outp.yaml");
    const text = readFileSync(path, "utf8").replace(/^# R42.*\noutpost_config:\n(?: .*\n)+/m, "");
    writeFileSync(path, text);
    const checked = async () =>
      found((await cli(["check", "outp.yaml", "--live", "aws-auth.yaml", "cluster.json"], { cwd })).stdout);
    expect((await checked()).filter((line) => line.includes("live-local-cluster"))).toEqual([]);
    writeFileSync(path, text.replace("stage: config-map", "stage: dual"));
    expect(await checked()).toContain("blocker live-local-cluster migration.stage");
  });
});

describe("an import in the middle of a migration", () => {
  const folder = "import-update-at-dual";
  const dumps = [
    "aws-auth.yaml",
    "cluster-dual.json",
    "entries.json",
    "entries-detail.json",
    "nodegroup.json",
    "roles.json",
  ];
  /** The cluster file as it was at `dual`, before EKS had made the entry of terraform-apply, the creator. */
  const before = input(`${folder}/payments.yaml`)
    .replace("  stage: entries\n", "  stage: dual\n")
    .replace("  wave: 3\n", "")
    .replace(/^ {2}terraform_apply:\n(?: {4}.*\n)+/m, "")
    .replace(/\nadopt:\n.*\n/, "\n");

  test("puts a live entry into the first wave, and import stays until its plan is applied", async () => {
    const cwd = folderWith({ "payments.yaml": before });
    const paths = dumps.map((name) => join(CASES, folder, name));
    const { stdout, stderr } = await cli(["import", ...paths, "--update", "payments.yaml"], { cwd });
    expect(stdout).toContain("added migration.waves[0]: terraform_apply\n");
    expect(found(stderr).filter((line) => line.includes("creator-unknown"))).toEqual([]);

    const entries = await cli(["advance", "payments.yaml"], { cwd });
    expect(entries.stdout).toContain(
      "  - imports the live access entry terraform_apply of role terraform-apply, and changes nothing of it\n",
    );
    expect(entries.stdout).not.toContain("creates access entry terraform_apply");
    expect(entries.stdout).not.toMatch(/names none of .*terraform_apply/);
    expect(readFileSync(join(cwd, "payments.yaml"), "utf8")).toMatch(
      /^adopt:\n {2}import: true\n {2}imported: \[terraform_apply\]\n/m,
    );

    const next = await cli(["advance", "payments.yaml"], { cwd });
    expect(next.exitCode).toBe(0);
    const after = readFileSync(join(cwd, "payments.yaml"), "utf8");
    expect(after).not.toContain("import: true");
    expect(after).toMatch(/^adopt:\n {2}imported: \[terraform_apply\]\n/m);
  });

  test("an admin that is declared and not imported is no creator", async () => {
    const declared = input(`${folder}/payments.yaml`).replace(/\nadopt:\n.*\n/, "\n");
    const cwd = folderWith({ "payments.yaml": declared });
    expect(found((await cli(["check", "payments.yaml"], { cwd })).stdout)).toContain(
      "warning creator-unknown migration.expected",
    );
  });
});

describe("EKS capabilities (R41)", () => {
  const capability = JSON.stringify({
    capability: {
      capabilityName: "argo",
      arn: "arn:aws:eks:eu-west-1:111122223333:capability/payments/argocd/argo/1",
      clusterName: "payments",
      roleArn: role("terraform-apply"),
    },
  });
  const paths = ["aws-auth.yaml", "cluster-dual.json", "entries.json", "entries-detail.json", "roles.json"].map(
    (name) => join(CASES, "import-update-at-dual", name),
  );

  test("the entry of a capability's role is not declared", async () => {
    const cwd = folderWith({ "capability.json": capability });
    const { stdout } = await cli(["import", ...paths, "capability.json"], { cwd });
    expect(stdout).toContain("# not declared: role terraform-apply: EKS made it by itself: EKS capability argo\n");
    expect(stdout).not.toMatch(/^ {2}terraform_apply:$/m);
    expect((await cli(["import", ...paths])).stdout).toMatch(/^ {2}terraform_apply:$/m);
  });

  test("a file that declares it is refused by import and by check --live, unless it was imported", async () => {
    const text = input("import-update-at-dual/payments.yaml");
    const asked = async (file: string, ...args: string[]) => {
      const cwd = folderWith({ "capability.json": capability, "payments.yaml": file });
      const { stdout, stderr } = await cli(
        [
          ...args.slice(0, 1),
          ...(args[0] === "check" ? ["payments.yaml", "--live"] : []),
          ...paths,
          "capability.json",
          ...args.slice(1),
        ],
        { cwd },
      );
      return found(`${stdout}${stderr}`).filter((line) => line.includes("of-eks"));
    };
    const declared = text.replace(/\nadopt:\n.*\n/, "\n");
    expect(await asked(declared, "import", "--update", "payments.yaml")).toEqual([
      "blocker entry-of-eks access_entries.terraform_apply",
    ]);
    expect(await asked(declared, "check")).toEqual(["blocker entry-of-eks access_entries.terraform_apply"]);
    expect(await asked(text, "import", "--update", "payments.yaml")).toEqual([]);
    expect(await asked(text, "check")).toEqual([]);
  });
});

describe("explain", () => {
  const row = (username: string) =>
    configMapYaml({ mapUsers: `- userarn: ${user("ann")}\n${username}  groups: [system:masters]\n` });
  const answer = async (map: string, request: string) => {
    const { stdout: file } = await cli(["import", "-", "--name", "demo", "--region", "eu-west-1"], { input: map });
    const cwd = folderWith({ "demo.yaml": file });
    return (await cli(["explain", "demo.yaml", "--can", request], { cwd })).stdout;
  };

  test.each(["get /apis/metrics.eks.amazonaws.com/v1", "get /apis/metrics.k8s.io", "list pods.metrics.k8s.io"])(
    "knows that %s goes to an aggregated API, which answers 401 to an empty username",
    async (request) => {
      expect(await answer(row(""), request)).toContain("aggregated APIs answer 401 to an empty username");
      expect(await answer(row("  username: ann\n"), request)).not.toContain("401");
    },
  );

  test("does not say so of other URLs and groups", async () => {
    expect(await answer(row(""), "get /apis/apps/v1")).not.toContain("401");
    expect(await answer(row(""), "get /metrics")).not.toContain("401");
  });

  test("--diff --exit-code fails where somebody gains or loses, and only there", async () => {
    const map = (...names: string[]) =>
      configMapYaml({
        mapUsers: names.map((name) => `- userarn: ${user(name)}\n  username: ${name}\n  groups: [a]\n`).join(""),
      });
    const file = async (text: string) =>
      (await cli(["import", "-", "--name", "demo", "--region", "eu-west-1"], { input: text })).stdout;
    const cwd = folderWith({ "a.yaml": "", "b.yaml": "" });
    const one = mkdtempSync(join(cwd, "one-"));
    const two = mkdtempSync(join(cwd, "two-"));
    writeFileSync(join(one, "demo.yaml"), await file(map("ann")));
    writeFileSync(join(two, "demo.yaml"), await file(map("ann", "bob")));
    const code = async (...args: string[]) => (await cli(["explain", "--diff", ...args], { cwd })).exitCode;
    const [a, b] = [join(one, "demo.yaml"), join(two, "demo.yaml")];
    expect(await code(a, b)).toBe(0);
    expect(await code(a, b, "--exit-code")).toBe(1);
    expect(await code(b, a, "--exit-code")).toBe(1);
    expect(await code(a, a, "--exit-code")).toBe(0);
    expect((await cli(["explain", a, "--exit-code"], { cwd })).exitCode).toBe(2);
  });
});
