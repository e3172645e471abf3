import { decodeText } from "../../lib/yaml/text-encoding";
import { verify, type VerifiedCluster } from "../../lib/app/verify/verify";
import { clusterFileOf } from "../../lib/app/check/check";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import type { Stage } from "../../lib/migration/stage";
import { role } from "../support/definitions/arns";
import { BLUE, LiveModel } from "../support/live/live-model";
import { least, runs } from "../support/laws/law-runs";
import { Random } from "../support/laws/random";
import { deviationsAt } from "../support/live/verify-deviations";
import type { MadeDeviation } from "../support/live/verify-deviations-around";
import { clusterText } from "./cluster-text";

function liveAt(stage: Stage): LiveModel {
  const { cluster, findings } = parseClusterFile("demo.yaml", clusterText(stage));
  if (cluster === undefined) throw new Error(JSON.stringify(findings));
  return new LiveModel(cluster.staged.definition);
}

function verified(stage: Stage, live: LiveModel): VerifiedCluster {
  const source = clusterFileOf("demo.yaml", clusterText(stage));
  expect(decodeText(source.bytes)).toHaveProperty("text");
  const one = verify({ source, texts: [{ name: "live.json", text: live.text }], today: "2026-11-22" });
  if ("problem" in one) throw new Error(one.problem);
  return one;
}

/** `code subject`, in the order of texts. */
function said({ findings }: VerifiedCluster): string[] {
  return findings.map(({ code, principal }) => (principal === undefined ? code : `${code} ${principal}`)).sort();
}

/** What is said of a row of somebody that is written back. */
function sayingOfRow(change: (live: LiveModel) => unknown, rolearn = role("dev")): string[] {
  const live = liveAt("retire");
  live.rows.push({ rolearn, username: "x", groups: ["developers"] });
  change(live);
  const { findings } = verified("retire", live);
  return findings.filter(({ code }) => code === "verify-row-written-back").map(({ message }) => message);
}

const STAGES = ["config-map", "dual", "entries", "retire", "api", "done"] as const;

describe("deviations", () => {
  test.each(STAGES)("there are none at %s of a cluster that is as its file says", (stage) => {
    const live = liveAt(stage);
    if (stage === "done") live.hasConfigMap = false;
    const one = verified(stage, live);
    expect(said(one)).toEqual(stage === "config-map" ? ["verify-creator-hidden"] : []);
    expect(one.isComplete).toBe(true);
  });

  const alone = (["dual", "entries", "retire", "api"] as const).flatMap((stage) =>
    deviationsAt(stage).map((made) => ({ stage, made })),
  );

  test.each(alone.map(({ stage, made }) => [made.name, stage, made] as const))(
    "names %s at %s, and nothing else",
    (...[, stage, made]) => {
      const live = liveAt(stage);
      const expected = made.make(live, new Random(1));
      const one = verified(stage, live);
      expect(said(one)).toEqual([...expected].sort());
      expect(one.isComplete).toBe(expected.every((text) => text === "verify-row-dead") || expected.length === 0);
    },
  );

  test("says of a row that is written back whether an entry replaces it, or it lets somebody in", () => {
    expect(sayingOfRow(() => undefined)).toEqual([
      "aws-auth was emptied, and a live row names role dev again; its entry still serves it",
    ]);
    expect(sayingOfRow(() => undefined, role("stranger"))).toEqual([
      "aws-auth was emptied, and a live row lets role stranger in: no entry replaces it",
    ]);
  });

  test("of clusters with one to four random deviations each, names exactly those", () => {
    let made = 0;
    for (let seed = 1; seed <= runs(200); seed += 1) {
      const random = new Random(seed);
      const stage = random.pick<Stage>(["entries", "retire", "api", "dual"]);
      const live = liveAt(stage);
      const chosen = choose(deviationsAt(stage), random);
      const expected = chosen.flatMap((one) => one.make(live, random)).sort();
      made += chosen.length;
      expect({ seed, said: said(verified(stage, live)) }).toEqual({ seed, said: expected });
    }
    expect(made).toBeGreaterThan(least(400));
  });

  test.each<[string, Stage, (live: LiveModel) => void, string[]]>([
    ["a mode that is one ahead", "entries", (live) => (live.mode = "API"), ["verify-mode-differs"]],
    [
      "a mode that is behind",
      "dual",
      (live) => (live.mode = "CONFIG_MAP"),
      ["verify-creator-hidden", "verify-mode-differs"],
    ],
    ["a ConfigMap that is gone", "entries", (live) => (live.hasConfigMap = false), ["verify-row-missing"]],
    [
      "a section that cannot be read",
      "entries",
      (live) => (live.broken = { mapRoles: "- {rolearn: a?b}\n" }),
      ["section-unreadable"],
    ],
    ["an entry of a later stage", "dual", (live) => live.addEntry(role("dev")), [`verify-entry-early ${role("dev")}`]],
    [
      "the bridge after its stages",
      "done",
      (live) =>
        live.bindings.push({
          name: "access-bridge",
          role: { kind: "ClusterRole", name: "cluster-admin" },
          group: "access-bridge",
        }),
      ["verify-binding-left"],
    ],
    [
      "a row that is written back where nothing reads rows",
      "api",
      (live) => live.rows.push({ rolearn: role("dev"), username: "d" }),
      [`verify-row-written-back ${role("dev")}`],
    ],
  ])("names %s at %s", (...[, stage, change, expected]) => {
    const live = liveAt(stage);
    change(live);
    if (stage === "done") live.hasConfigMap = false;
    expect(said(verified(stage, live))).toEqual(expected);
  });

  test.each<[string, string | undefined, string[]]>([
    ["eks:ListAccessEntries", undefined, ["verify-unknown"]],
    ["eks:DescribeAccessEntry", role("dev"), [`verify-unknown ${role("dev")}`]],
    ["eks:ListAssociatedAccessPolicies", role("dev"), [`verify-unknown ${role("dev")}`]],
    ["eks:ListNodegroups", undefined, ["verify-unknown"]],
    ["iam:ListRoles", undefined, ["verify-unknown"]],
    ["iam:ListUsers", undefined, ["verify-unknown"]],
    ["get configmaps/aws-auth", undefined, ["verify-unknown"]],
    ["list clusterrolebindings", undefined, ["verify-unknown"]],
    ["get configmaps/kube-root-ca.crt", undefined, ["verify-unknown"]],
  ])("says what is not known where %s of %s is denied, with the action", (action, of, expected) => {
    const live = liveAt("entries");
    live.unread.push({ action, ...(of === undefined ? {} : { of }), reason: "AccessDeniedException: no" });
    const one = verified("entries", live);
    expect(said(one)).toEqual(expected);
    expect(one.findings[0]?.message).toContain(action);
    expect(one.isComplete).toBe(false);
  });

  test.each(["STANDARD", "EC2_WINDOWS"] as const)(
    "names an entry of type %s of a managed node group that has no row in the file",
    (type) => {
      const text = clusterText("api")
        .split("\n")
        .filter((line) => !line.includes(`rolearn: ${BLUE}`))
        .join("\n");
      const live = liveAt("api");
      const asked = () =>
        verify({
          source: clusterFileOf("demo.yaml", text),
          texts: [{ name: "live.json", text: live.text }],
          today: "2026-11-22",
        });
      const before = asked();
      expect("findings" in before && said(before)).toEqual([]);
      live.addEntry(BLUE, {
        type,
        policies: new Map(type === "STANDARD" ? [["AmazonEKSClusterAdminPolicy", []]] : []),
      });
      const one = asked();
      expect("findings" in one && said(one)).toEqual([`verify-entry-type-differs ${BLUE}`]);
    },
  );

  test("a list of roles that is not whole proves no role to be gone", () => {
    const live = liveAt("entries");
    live.clusterRoles = ["edit"];
    expect(said(verified("entries", live))).toEqual([]);
  });

  test.each([
    [
      "entries",
      "API",
      "AWS never takes a mode back: write `stage: api` (or done, where the cluster is so far) into the file",
    ],
    [
      "config-map",
      "API_AND_CONFIG_MAP",
      "AWS never takes a mode back: write `stage: dual` (or entries, retire, where the cluster is so far) into the file",
    ],
    [
      "api",
      "API_AND_CONFIG_MAP",
      "apply the plan of this stage: `eks-access synth .`, `terraform -chdir=cdktf.out/stacks/demo plan -out=saved`, then `terraform -chdir=cdktf.out/stacks/demo apply saved`; or, where something else manages the cluster, `aws eks update-cluster-config --name demo --access-config authenticationMode=API`",
    ],
  ] as const)("names at %s the stage of a cluster in mode %s, or the plan to apply", (stage, mode, help) => {
    const live = liveAt(stage);
    live.mode = mode;
    const found = verified(stage, live).findings.find(({ code }) => code === "verify-mode-differs");
    expect(found?.help).toBe(help);
  });

  test("takes nothing of another cluster", () => {
    const live = liveAt("entries");
    const other = new LiveModel({
      ...live.definition,
      terraform: { ...live.definition.terraform, region: "eu-west-1" },
    });
    expect(said(verified("entries", other))).toEqual(["identity-mismatch"]);
  });

  test.each<[string, (live: LiveModel) => void, string[]]>([
    ["is gone", () => undefined, ["verify-creator-missing"]],
    [
      "has lost its policy",
      (live) => live.addEntry(role("deployer")),
      ["verify-creator-missing", `verify-entry-unnamed ${role("deployer")}`],
    ],
    [
      "may be one whose policies nobody may list",
      (live) => {
        live.addEntry(role("deployer"));
        live.unread.push({ action: "eks:ListAssociatedAccessPolicies", of: role("deployer"), reason: "no" });
      },
      [`verify-entry-unnamed ${role("deployer")}`],
    ],
  ])("the entry of whoever runs Terraform, which the file asks for, %s", (...[, change, expected]) => {
    const text = clusterText("entries", "enable_cluster_creator_admin_permissions: true\n");
    const live = liveAt("entries");
    change(live);
    const texts = [{ name: "live.json", text: live.text }];
    const one = verify({ source: clusterFileOf("demo.yaml", text), texts, today: "2026-11-22" });
    expect("findings" in one && said(one)).toEqual(expected);
  });

  test("takes one entry with cluster admin for that of whoever ran Terraform where the file asks for one", () => {
    const text = clusterText("entries", "enable_cluster_creator_admin_permissions: true\n");
    const live = liveAt("entries");
    live.addEntry(role("deployer"), { policies: new Map([["AmazonEKSClusterAdminPolicy", []]]) });
    const texts = [{ name: "live.json", text: live.text }];
    const one = verify({ source: clusterFileOf("demo.yaml", text), texts, today: "2026-11-22" });
    expect("findings" in one && said(one)).toEqual([`verify-creator-entry ${role("deployer")}`]);
    live.addEntry(role("second"), { policies: new Map([["AmazonEKSClusterAdminPolicy", []]]) });
    const two = verify({
      source: clusterFileOf("demo.yaml", text),
      texts: [{ name: "live.json", text: live.text }],
      today: "2026-11-22",
    });
    expect("findings" in two && said(two)).toEqual([
      `verify-entry-unnamed ${role("deployer")}`,
      `verify-entry-unnamed ${role("second")}`,
    ]);
  });

  test("says which step may be next, and none while one is not complete", () => {
    const live = liveAt("entries");
    expect(verified("entries", live).next).toEqual({ to: { stage: "retire" } });
    live.entries.delete(BLUE);
    expect(verified("entries", live).next).toEqual({ why: "the step is not complete" });
  });
});

/** One to four, each on another subject. */
function choose(all: readonly MadeDeviation[], random: Random): MadeDeviation[] {
  const count = 1 + random.int(4);
  const chosen: MadeDeviation[] = [];
  while (chosen.length < count) {
    const next = all[random.int(all.length)];
    if (next !== undefined && !chosen.some(({ on }) => on === next.on)) chosen.push(next);
  }
  return chosen;
}
