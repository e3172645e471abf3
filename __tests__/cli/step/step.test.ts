import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";
import { SAMPLES, samples } from "../../support/definitions/sample-definitions";

const sampleText = (name: string): string => readFileSync(join(SAMPLES, `${name}.yaml`), "utf8");

/** A run on one sample in a folder of its own, and what it left in the file. */
async function onSample(name: string, args: readonly string[], change: (text: string) => string = (text) => text) {
  const text = change(sampleText(name));
  const folder = folderWith({ [`${name}.yaml`]: text });
  const [command = "", ...options] = args;
  const result = await cli([command, `${name}.yaml`, ...options], { cwd: folder });
  return { ...result, before: text, after: readFileSync(join(folder, `${name}.yaml`), "utf8") };
}

describe("advance", () => {
  test("says what the plan does, what can be undone, what to check before, and writes", async () => {
    const { exitCode, stdout, stderr, before, after } = await onSample("demo-eks-cluster", ["advance"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(after).toBe(
      before.replace("  wave: 2\n", "  wave: 3\n").replace(/^# Where the state comes from: .*\nadopt: .*\n\n/m, ""),
    );
    expect(stdout).toBe(`demo-eks-cluster.yaml: entries, wave 2 of 3 -> entries, wave 3 of 3
  @@ line 22
  -  wave: 2
  +  wave: 3
  @@ line 82
  -# Where the state comes from: the first plan moves what is rendered here and forgets what else these modules have.
  -adopt: { module: module.eks, aws_auth_module: module.aws_auth }
  -

The plan:
  - creates access entry cluster_admin_devops_engineer for role AWSReservedSSO_DevOpsEngineer_0123456789abcdef, which overrides its row at once
  - no longer moves or imports anything: \`adopt\` is taken out of the file

Can be undone:
  - eks-access back deletes the entries again, policies first: their rows serve after seconds without rights

Check before you apply it:
  - the plan with \`adopt\` is applied, and another plan shows no changes: Terraform would destroy what has not moved yet
  - aws eks describe-cluster --name demo-eks-cluster --region ap-northeast-2 --query cluster.accessConfig.authenticationMode says API_AND_CONFIG_MAP
  - aws eks list-access-entries --cluster-name demo-eks-cluster --region ap-northeast-2 names none of cluster_admin_devops_engineer: EKS answers 409 to a second entry
  - somebody of each wave before works through the entry: \`kubectl auth whoami\` shows the user name of the entry

Findings at that stage:
warning demo-eks-cluster.yaml:78:5 accept[1]: accepts nothing: this cluster has no finding \`adopt-whole-state\` [accept-unused]
    delete this item of the list \`accept\`

written: demo-eks-cluster.yaml
`);
  });

  test("a file in UTF-16 stays one", async () => {
    const text = `\uFEFF${sampleText("demo-eks-cluster")}`;
    const folder = folderWith({});
    const path = join(folder, "demo-eks-cluster.yaml");
    writeFileSync(path, Buffer.from(text, "utf16le"));
    expect((await cli(["advance", "demo-eks-cluster.yaml"], { cwd: folder })).exitCode).toBe(0);
    const after = readFileSync(path).toString("utf16le");
    expect(after).toBe(
      text.replace("  wave: 2\n", "  wave: 3\n").replace(/^# Where the state comes from: .*\nadopt: .*\n\n/m, ""),
    );
  });

  test("--dry-run says the same and writes nothing", async () => {
    const written = await onSample("metrics-cluster", ["advance"]);
    const dry = await onSample("metrics-cluster", ["advance", "--dry-run"]);
    expect(dry.after).toBe(dry.before);
    expect(dry.stdout).toBe(written.stdout.replace(/written: .*\n$/, "dry run: nothing was written\n"));
    expect(dry.stdout).toContain("Cannot be undone:\n  - AWS does not take a cluster back");
  });

  test("refuses what the gate of the next stage refuses, at its place, and changes nothing", async () => {
    const uncovered = (text: string): string =>
      text.replace(
        "  aws_auth_roles:\n",
        '$&    - { rolearn: "arn:aws:iam::111122223333:role/ops", username: ops, groups: [ops] }\n',
      );
    const { exitCode, stdout, stderr, before, after } = await onSample("eksctl-cluster", ["advance"], uncovered);
    expect({ exitCode, stdout, same: after === before }).toEqual({ exitCode: 1, stdout: "", same: true });
    const line = before.split("\n").findIndex((each) => each.includes("role/ops")) + 1;
    expect(stderr).toMatch(
      new RegExp(
        `^blocker eksctl-cluster\\.yaml:${line}:\\d+ aws_auth\\.aws_auth_roles\\[0\\]: .* \\[row-uncovered\\]$`,
        "m",
      ),
    );
    expect(stderr).toMatch(/\nrefused eksctl-cluster\.yaml: the findings above refuse it\nnothing was written\n$/);
  });

  test.each([
    {
      what: "an adoption that nobody has accepted",
      edit: (text: string) => text.replace(/^ +- code: adopt-whole-state\n(.*\n){2}/m, ""),
      told: "blocker demo-eks-cluster.yaml:80:18 adopt.module: ",
      code: "[adopt-whole-state]",
    },
    {
      what: "an adoption that cannot be",
      edit: (text: string) => text.replace("module: module.eks,", "module: 'module.eks[0]',"),
      told: "error demo-eks-cluster.yaml:83:18 adopt.module: ",
      code: "[adopt-module-instance]",
    },
    {
      what: "an import by name that nobody has accepted",
      edit: (text: string) =>
        text
          .replace(/^ +- code: adopt-whole-state\n(.*\n){2}/m, "")
          .replace(
            /^adopt:.*\n/m,
            "adopt: { import: true }\nrbac_bindings: { viewers: { group: viewers, cluster_role: view } }\n",
          ),
      told: "blocker demo-eks-cluster.yaml:",
      code: "[import-by-name]",
    },
  ])("refuses to take $what out of the file", async ({ edit, told, code }) => {
    const { exitCode, stderr, before, after } = await onSample("demo-eks-cluster", ["advance"], edit);
    expect(before).not.toBe(sampleText("demo-eks-cluster"));
    expect({ exitCode, same: after === before }).toEqual({ exitCode: 1, same: true });
    const line = stderr.split("\n").find((each) => each.startsWith(told));
    expect(line?.endsWith(code)).toBe(true);
    expect(stderr).toMatch(/refused demo-eks-cluster\.yaml: the findings above refuse it\nnothing was written\n$/);
  });

  test("refuses a file that is wrong, and says where", async () => {
    const { exitCode, stderr, before, after } = await onSample(
      "eksctl-cluster",
      ["advance"],
      (text) => `${text}foo: 1\n`,
    );
    expect({ exitCode, same: after === before }).toEqual({ exitCode: 1, same: true });
    expect(stderr).toMatch(/^error eksctl-cluster\.yaml:\d+:1 foo: unknown key/);
  });

  test("refuses a text that cannot be spliced, and says what to do", async () => {
    const aliased = (text: string): string => text.replace(/^ {2}stage: entries$/m, "  stage: >-\n    entries");
    const { exitCode, stderr, before, after } = await onSample("eksctl-cluster", ["advance"], aliased);
    expect({ exitCode, same: after === before }).toEqual({ exitCode: 1, same: true });
    expect(stderr).toMatch(/edited safely.*\n {4}write the change by hand, then run eks-access check\n/);
  });

  test("refuses the last stage, and a file without migration", async () => {
    expect((await onSample("ledger-cluster", ["advance"])).stderr).toMatch(
      /^refused .*: there is no stage after done\n/,
    );
    expect((await onSample("new-cluster", ["advance"])).stderr).toMatch(/^refused .*: the file has no migration\n/);
  });

  test("a file that is not there is a failure", async () => {
    const folder = folderWith({ "console-cluster.yaml": sampleText("console-cluster") });
    const { exitCode, stderr } = await cli(["advance", "missing/console-cluster.yaml"], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "error missing/console-cluster.yaml: cannot be read: ENOENT: no such file or directory\n",
    });
  });
});

describe("back", () => {
  test("says how the rows come back", async () => {
    const { exitCode, stdout, before, after } = await onSample("metrics-cluster", ["back"]);
    expect({ exitCode, after }).toEqual({ exitCode: 0, after: before.replace("stage: retire", "stage: entries") });
    expect(stdout).toContain("The plan:\n  - writes 3 rows back to aws-auth\n");
  });

  test("says who goes back to a row, and how", async () => {
    const { stdout } = await onSample("demo-eks-cluster", ["back"]);
    expect(stdout).toMatch(
      / {2}- deletes access entry cluster_admin_site_reliability_engineer of role AWSReservedSSO_\S+: its policy goes first, for seconds nothing serves it, then its row does\n/,
    );
    expect(stdout).toContain("the rows of cluster_admin_site_reliability_engineer are live: kubectl get configmap");
  });

  const ROWLESS = `cluster_name: demo
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
migration: { stage: entries }
aws_auth:
  aws_auth_roles:
    - { rolearn: "arn:aws:iam::111122223333:role/a", username: a, groups: [a] }
access_entries:
  a: { principal_arn: "arn:aws:iam::111122223333:role/team/a", user_name: a, kubernetes_groups: [a] }
  b: { principal_arn: "arn:aws:iam::111122223333:role/b", user_name: b, kubernetes_groups: [b] }
`;
  const backIn = async (text: string) => {
    const folder = folderWith({ "demo.yaml": text });
    const { exitCode, stdout, stderr } = await cli(["back", "demo.yaml"], { cwd: folder });
    return { exitCode, stdout, stderr, after: readFileSync(join(folder, "demo.yaml"), "utf8") };
  };

  test.each(["constructor", "toString", "hasOwnProperty"])("takes no entry %s for one that stays", async (key) => {
    const { exitCode, stderr } = await backIn(ROWLESS.replace("  b: {", `  ${key}: {`));
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`refused demo.yaml: ${key} has no row to go back to`);
  });

  test("refuses to delete entries that have no row, and changes nothing", async () => {
    const refused = await backIn(ROWLESS);
    expect({ ...refused, stderr: refused.stderr.replace(/^(?:warning .*\n {4}.*\n)+/, "") }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `refused demo.yaml: b has no row to go back to
    put their rows into the file and the cluster first, or stay at entries
nothing was written
`,
      after: ROWLESS,
    });
  });

  test.each([
    [
      "has a row",
      ROWLESS.replace(
        "access_entries:",
        `${/^ {4}- .*\n/m.exec(ROWLESS)?.[0].replaceAll(/\ba\b(?!ws)/g, "b") ?? ""}$&`,
      ),
    ],
    [
      "is accepted to have none",
      `${ROWLESS}accept:\n  - { code: row-not-live, principal: "arn:aws:iam::111122223333:role/b", reason: gone, until: 2099-01-01 }\n`,
    ],
  ])("goes back where who has no entry then %s", async (_, text) => {
    const { exitCode, after } = await backIn(text);
    expect({ exitCode, after }).toEqual({ exitCode: 0, after: text.replace("stage: entries", "stage: dual") });
  });

  test("refuses what AWS never takes back, says what to do instead, and changes nothing", async () => {
    const { exitCode, stdout, stderr, before, after } = await onSample("orders-cluster", ["back"]);
    expect({ exitCode, stdout, same: after === before }).toEqual({ exitCode: 1, stdout: "", same: true });
    expect(stderr).toMatch(
      /^refused orders-cluster\.yaml: stage api cannot be undone: AWS does not take a cluster back/,
    );
    expect(stderr).toMatch(/associate-access-policy/);
  });
});

describe("advance and back as JSON", () => {
  const names = samples().map(({ clusterName }) => clusterName);

  test.each(
    names.flatMap(
      (name) =>
        [
          [name, "advance"],
          [name, "back"],
        ] as const,
    ),
  )("%s %s fits its schema", async (name, command) => {
    const { exitCode, stdout, stderr } = await onSample(name, [command, "--format", "json", "--dry-run"]);
    expect({ stderr, errors: schemaErrors(command, stdout) }).toEqual({ stderr: "", errors: [] });
    expect(JSON.parse(stdout)).toMatchObject({ command, outcome: exitCode === 0 ? "dry-run" : "refused" });
  });

  test("each step starts where the one before it ended", async () => {
    const folder = folderWith({ "console-cluster.yaml": sampleText("console-cluster") });
    const places: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const { stdout } = await cli(["advance", "console-cluster.yaml", "--format", "json"], { cwd: folder });
      const { to }: { to: unknown } = JSON.parse(stdout);
      places.push(to);
    }
    expect(places).toEqual([1, 2, 3].map((wave) => ({ stage: "entries", wave: { in: wave, of: 3 } })));
  });
});
