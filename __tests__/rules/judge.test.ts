import fc from "fast-check";
import type { TerraformPlan } from "../../lib/plan/reading/terraform-plan";
import { reviewOf } from "../../lib/rules/judge";
import { exitCodeOfVerdict, type Verdict } from "../../lib/rules/review/verdict";
import { role } from "../support/definitions/arns";
import { added, after, destroyed, edited, rows } from "../support/plans/plan-edits";
import { planNamed, planNames } from "../support/plans/plan-fixtures";
import { demoFile, findingsOf, reviewed } from "../support/reviews/review-clusters";
import type { Stage } from "../../lib/migration/stage";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { runs } from "../support/laws/law-runs";

const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const MASTERS = "{ code: masters-by-name, reason: nothing names the group, until: 2027-06-30 }";

describe("reviewStack", () => {
  test.each<[Stage, Verdict]>([
    ["config-map", "safe"],
    ["dual", "irreversible"],
    ["entries", "safe"],
    ["retire", "safe"],
    ["api", "irreversible"],
    ["done", "safe"],
  ])("finds the plan of stage %s %s, with and without its cluster file", (stage, verdict) => {
    const plan = planNamed(`stage-${stage}`);
    expect(reviewed(plan).verdict).toBe(verdict);
    expect(reviewed(plan, demoFile(stage)).verdict).toBe(verdict);
  });

  test.each<[string, Verdict]>([
    ["again-entries", "safe"],
    ["back-to-entries", "safe"],
    ["refused-api-at-dual", "unknown"],
    ["refused-api-at-entries", "unknown"],
    ["refused-stranger-at-retire", "unknown"],
    ["targeted-retire", "danger"],
    ["destroy-everything", "danger"],
  ])("finds %s %s", (name, verdict) => {
    expect(reviewed(planNamed(name)).verdict).toBe(verdict);
  });

  test("finds nothing in a plan that changes nothing", () => {
    expect(findingsOf(reviewed(planNamed("again-entries"), demoFile("entries")))).toEqual([]);
  });

  test("says who loses what when the ConfigMap is dropped one stage too early", () => {
    const review = reviewed(edited("stage-entries", destroyed(ROWS)), demoFile("entries"));
    expect(review.verdict).toBe("danger");
    expect(exitCodeOfVerdict(review.verdict, ["irreversible"])).toBe(1);
    const said = findingsOf(review).filter(({ code }) => code === "config-map-lost");
    expect(said.map(({ message }) => message)).toEqual([
      "the keys of aws-auth that the plan shows are deleted: role admin, role dev, role node lose access, for no live access entry serves them",
    ]);
  });

  test.each([
    ["the same", {}, true],
    ["another account", { accountId: "999900001111" }, false],
    ["another region", { terraform: { accountId: "111122223333", region: "eu-west-1" } }, false],
  ])("takes the cluster file of the same name, account and region alone: %s", (_, other, isTaken) => {
    const file = demoFile("entries", `accept: [${MASTERS}]`);
    const moved = { ...file, staged: new StagedCluster({ ...file.staged.definition, ...other }) };
    const open = findingsOf(reviewed(planNamed("stage-entries"), moved)).filter(
      ({ accepted }) => accepted === undefined,
    );
    expect(open.some(({ code }) => code === "masters-by-name")).toBe(!isTaken);
  });

  test("points at the entry, the row, or the stage in the cluster file", () => {
    const lines = (plan: TerraformPlan, code: string): unknown =>
      findingsOf(reviewed(plan, demoFile("entries")))
        .filter((finding) => finding.code === code)
        .map(({ at }) => [at?.file, at?.line]);
    const weaker = edited("stage-entries", after("aws_eks_access_entry.dev", ["kubernetes_groups"], ["viewers"]));
    expect(lines(weaker, "entry-weaker")).toEqual([["clusters/demo.yaml", 23]]);
    expect(lines(edited("stage-entries", destroyed(ROWS)), "config-map-lost")).toEqual([["clusters/demo.yaml", 13]]);
  });

  test("shows what the file accepts as accepted, until its last day", () => {
    const plan = planNamed("stage-entries");
    const open = (until: string): unknown => {
      const file = demoFile("entries", `accept: [${MASTERS.replace("2027-06-30", until)}]`);
      const found = findingsOf(reviewed(plan, file));
      return found.map(({ code, accepted }) => [code, accepted?.until]);
    };
    expect(open("2026-11-22")).toEqual([
      ["admin-gained", undefined],
      ["masters-by-name", "2026-11-22"],
    ]);
    expect(open("2026-11-21")).toEqual(
      expect.arrayContaining([
        ["accept-expired", undefined],
        ["masters-by-name", undefined],
      ]),
    );
  });

  test("counts and names the other changes", () => {
    const plan = edited(
      "again-entries",
      added("aws_s3_bucket.logs", { before: null, after: { bucket: "logs" } }),
      added("aws_s3_bucket.old", { before: { bucket: "a" }, after: { bucket: "b" } }, ["delete", "create"]),
    );
    expect(reviewed(plan)).toMatchObject({
      counts: { create: 2, update: 0, delete: 1 },
      otherChanges: [
        { address: "aws_s3_bucket.logs", action: "create" },
        { address: "aws_s3_bucket.old", action: "replace" },
      ],
    });
  });

  test("does not depend on the order of the changes", () => {
    const shuffled = fc.constantFrom(...planNames()).chain((name) => {
      const plan = planNamed(name);
      const changes = [...(plan.resource_changes ?? [])];
      return fc
        .shuffledSubarray(changes, { minLength: changes.length })
        .map((order) => ({ plan, other: { ...plan, resource_changes: order } }));
    });
    fc.assert(
      fc.property(shuffled, ({ plan, other }) => {
        expect(reviewed(other)).toEqual(reviewed(plan));
      }),
      { numRuns: runs(40) },
    );
  });

  test("never prints a sensitive value", () => {
    const secret = "role/top-secret-name";
    const plan = edited(
      "stage-entries",
      after(ROWS, ["data"], rows({ rolearn: role("top-secret-name"), username: "x", groups: ["system:masters"] })),
      (whole) => ({
        ...whole,
        resource_changes: (whole.resource_changes ?? []).map((one) =>
          one.address === ROWS
            ? { ...one, change: { ...one.change, before_sensitive: { data: true }, after_sensitive: { data: true } } }
            : one,
        ),
      }),
    );
    const review = reviewed(plan);
    expect(review.verdict).not.toBe("safe");
    expect(JSON.stringify(review)).not.toContain(secret);
  });
});

describe("reviewOf", () => {
  test("is as bad as its worst plan, and sorted", () => {
    const [safe, danger] = [reviewed(planNamed("stage-retire")), reviewed(planNamed("destroy-everything"))];
    const review = reviewOf([
      { ...safe, source: "b" },
      { ...danger, source: "a" },
    ]);
    expect([review.verdict, ...review.plans.map(({ source }) => source)]).toEqual(["danger", "a", "b"]);
    expect(reviewOf([]).verdict).toBe("safe");
  });
});
