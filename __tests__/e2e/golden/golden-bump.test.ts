import { Testing } from "cdktf";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { role, user } from "../../support/definitions/arns";
import { answered, BUMP_FILE, BumpBench, MADE_ANEW, ROWS_CHANGED } from "../../support/golden/bump-bench";
import { fileAt21, rootAt18, rootAt19 } from "../../support/golden/bump-roots";
import { changesIn, printedEdits, withEdits } from "../../support/golden/edits-to-21";
import { misnamed, planned, remainingLines } from "../../support/golden/named-changes";
import { withModule } from "../../support/golden/golden-bench";

const PATIENCE = 900_000;

const ACCESS = /aws_eks_access_(?:entry|policy_association)/;

const ROWS = ["manage_aws_auth_configmap", "aws_auth_roles", "aws_auth_users", "aws_auth_accounts"] as const;
const [LINUX, WINDOWS] = ["eks_managed_node_groups.linux", "eks_managed_node_groups.windows"];

/** Where a root comes from, and what it is told to edit, in the order of its lines. */
const ORIGINS = {
  "18.20.5": {
    root: rootAt18("18.20.5"),
    edits: [
      "cluster_encryption_config",
      "cluster_endpoint_private_access",
      "create_kms_key",
      "enable_auto_mode_custom_tags",
      "authentication_mode",
      "version",
      "eks_managed_node_groups.update_config",
      `${LINUX}.create_security_group`,
      `${LINUX}.use_custom_launch_template`,
      `${WINDOWS}.create_security_group`,
      `${WINDOWS}.use_custom_launch_template`,
      ...ROWS,
    ],
  },
  "19.21.0": {
    root: rootAt19("19.21.0"),
    edits: ["enable_auto_mode_custom_tags", "kms_key_enable_default_policy", "authentication_mode", "version", ...ROWS],
  },
} as const;

describe.each(["18.20.5", "19.21.0"] as const)("from %s", (version) => {
  const { root, edits: expected } = ORIGINS[version];

  withModule("a root of the real module, as docs/upgrade-module.md says", () => {
    let bench: BumpBench;
    let remaining: readonly string[] = [];

    beforeAll(async () => {
      bench = await BumpBench.start(root);
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "plans no changes before",
      async () => {
        expect(await bench.plan()).toContain("No changes.");
      },
      PATIENCE,
    );

    test(
      "upgrade-module says what to edit, and writes the rows",
      async () => {
        await bench.saveState();
        const told = await bench.must("upgrade-module", "--root", "stack", "--state", "state.json");
        const line = 1 + root.split("\n").indexOf('module "eks" {');
        expect(told).toContain(`module.eks of stack/main.tf:${line}: ${version} -> 20.37.2`);
        const edits = [...told.matchAll(/^ {2}stack\/main\.tf:\d+ {2}(\S+): (.*)$/gm)].map(
          ([, name, what]) => `${name}: ${what}`,
        );
        remaining = [...remainingLines(told), ...edits.filter((edit) => edit.includes(".update_config: "))];
        bench.edit("stack/main.tf", (main) => edited(main, edits));
        expect(edits.map((edit) => edit.split(":")[0])).toEqual(expected);
      },
      PATIENCE,
    );

    test(
      "the bump under its overlay moves the rows, changes none, and makes nothing anew that runs",
      async () => {
        const before = await bench.rows();
        await bench.import((file) => answered(file, "config_map: kubernetes_config_map_v1_data.eks_access_aws_auth"));
        await bench.init();
        await bench.must("overlay", "clusters");
        const text = await bench.apply();
        expect(text).toContain(
          "module.eks.kubernetes_config_map_v1_data.aws_auth[0] has moved to kubernetes_config_map_v1_data.eks_access_aws_auth",
        );
        expect(text).not.toMatch(ROWS_CHANGED);
        expect(text).not.toMatch(MADE_ANEW);
        expect(text).not.toContain("authentication_mode");
        expect(remaining.length).toBeGreaterThan(4);
        expect(misnamed(remaining, planned(text, "eks"))).toEqual({ unnamed: [], absent: [] });
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.rows()).toEqual(before);
        expect(before).toMatchObject({ mapAccounts: '- "444455556666"\n' });
      },
      PATIENCE,
    );

    if (version === "18.20.5")
      test(
        "v18 gives a managed Windows group the row of Linux: its group is written into the row before the stages",
        async () => {
          const windows = /role\/windows-[^"\s,]+/.exec(bench.read(BUMP_FILE))?.[0] ?? "none";
          bench.edit("stack/eks_access_aws_auth.tf", (text) =>
            text.replace(
              new RegExp(`- "groups":\\n((?:  - .*\\n)+)(  "rolearn": "[^"]*${windows}")`),
              (_, groups: string, rest: string) => `- "groups":\n  - "eks:kube-proxy-windows"\n${groups}${rest}`,
            ),
          );
          bench.edit(BUMP_FILE, (text) =>
            text
              .replace(
                new RegExp(`(rolearn: "?[^"\\n]*${windows}"?[^]*?groups: \\[)`),
                (start) => `${start}"eks:kube-proxy-windows", `,
              )
              .replace(
                "accept:\n",
                "accept:\n  - { code: row-changed, reason: what EKS gives Windows nodes, until: 2099-01-31 }\n",
              ),
          );
          await bench.must("overlay", "clusters");
          const text = await bench.apply();
          expect(text).toMatch(ROWS_CHANGED);
          expect(text).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
        },
        PATIENCE,
      );

    test(
      "advance takes it to done: rows change at retire alone",
      async () => {
        const changed: string[] = [];
        for (let step = 0; step < 12 && bench.stage !== "done"; step += 1) {
          await bench.must("advance", BUMP_FILE);
          const text = await bench.apply();
          expect(text).not.toMatch(MADE_ANEW);
          changed.push(`${bench.stage}${ROWS_CHANGED.test(text) ? ", rows" : ""}`);
          expect(await bench.plan()).toContain("No changes.");
        }
        expect([...new Set(changed)]).toEqual(["dual", "entries", "retire, rows", "api", "done"]);
        const live = await bench.principals();
        expect(live).toEqual(expect.arrayContaining([role("admin"), role("dev"), user("alice")]));
        expect(live.filter((arn) => /\/(?:linux|windows|system)-/.test(arn))).toHaveLength(3);
      },
      PATIENCE,
    );

    test(
      "it settles: the arguments in main.tf, our files and the emptied rows gone, then no changes",
      async () => {
        const settled = await bench.must("overlay", "clusters", "--settle", "--module-version", "21");
        expect(settled).toContain("# in a pull request of its own, once that is applied: 20.37.2 -> 21.19.0");
        const hcl = /^authentication_mode = [^]*?^access_entries = \{\n[^]*?^\}/m.exec(settled)?.[0] ?? settled;
        bench.edit("stack/main.tf", (main) => main.replace(/ {2}authentication_mode *= .*\n/, () => `${hcl}\n`));
        bench.remove("eks_access.tf.json", "eks_access_override.tf.json", "eks_access_aws_auth.tf");
        expect(await bench.apply()).toContain("Plan: 0 to add, 0 to change, 1 to destroy.");
        expect(await bench.plan()).toContain("No changes.");
      },
      PATIENCE,
    );

    test(
      "then it goes to v21, by its edits: no entry changes, nothing that runs is made anew, and nothing is left to change",
      async () => {
        const before = await bench.principals();
        await bench.saveState();
        const told = await bench.must("upgrade-module", "--root", "stack", "--state", "state.json", "--to", "21");
        expect(told).toContain(": 20.37.2 -> 21.19.0");
        bench.edit("stack/main.tf", (main) =>
          withEdits(main, printedEdits(told)).replaceAll(
            "use_custom_launch_template = false",
            (field) => `${field}, use_latest_ami_release_version = false`,
          ),
        );
        await bench.init();
        const text = await bench.apply();
        expect(text).not.toMatch(MADE_ANEW);
        expect(changesIn(text).filter((change) => ACCESS.test(change))).toEqual([]);
        expect(changesIn(text)).toEqual([
          "module.eks.aws_eks_cluster.this[0] updated",
          "module.eks.time_sleep.this[0] replaced",
        ]);
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.principals()).toEqual(before);
      },
      PATIENCE,
    );

    if (version === "19.21.0")
      test(
        "a cluster file with `render: module` calls the same 21.19.0, and plans no changes",
        async () => {
          const entries = /^access_entries:\n(?: .*\n)+/m.exec(bench.read(BUMP_FILE))?.[0] ?? "";
          bench.replaceRoot(moduleJson(fileAt21("21.19.0", entries)).replace(">= 6.28, < 7.0", "5.100.0"));
          await bench.init();
          expect(await bench.plan()).toContain("No changes.");
        },
        PATIENCE,
      );
  });
});

/** The JSON of a cluster file with `render: module`. */
function moduleJson(text: string): string {
  const { cluster, findings } = parseClusterFile(BUMP_FILE, text);
  if (cluster === undefined) throw new Error(findings.map(({ message }) => message).join("\n"));
  return Testing.synth(new ModuleStack(Testing.app({ stackTraces: false }), "bump", cluster.staged));
}

/** main.tf as it is told: arguments added below `cluster_name`, or in a group; values written; lines and fields deleted. */
function edited(main: string, edits: readonly string[]): string {
  const told = (pattern: RegExp): string[] => edits.flatMap((edit) => pattern.exec(edit)?.[1] ?? []);
  const added = told(/^\w+: add (\w+ = \S+):/).map((one) => `  ${one}\n`);
  const inGroup = [...new Set(told(/^\w+\.\w+\.\w+: add (\w+ = \S+):/))].map((one) => `, ${one}`);
  const gone = told(/^\w+\.\w+\.(\w+): delete it/);
  return gone
    .reduce((text, name) => text.replaceAll(new RegExp(`, ${name} = \\w+`, "g"), ""), main)
    .replace(/"1[89]\.\d+\.\d+"/, () => told(/^version: write (".*")$/)[0] ?? "")
    .replace(/\n {2}manage_aws_auth_configmap[^]*?aws_auth_accounts = .*\n/, "\n")
    .replace(/( {2}cluster_version = .*\n)/, (line) => `${line}${added.join("")}`)
    .replaceAll(/create_launch_template = false/g, (field) => `${field}${inGroup.join("")}`);
}
