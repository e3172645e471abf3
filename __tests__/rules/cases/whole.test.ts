import { printReview } from "../../../lib/report/review/print-review";
import { reviewOf } from "../../../lib/rules/judge";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import {
  adminRow,
  awsAuth,
  caseNamed,
  cluster,
  creates,
  deletes,
  entry,
  keeps,
  policy,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { CLUSTER, both, api, checkCases } from "../../support/reviews/case-reviews";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";

describe("plans that are not whole", () => {
  const DATA = "kubernetes_config_map_v1_data.aws_auth";
  const part = { complete: false };
  const A = "aws_eks_access_entry.a";
  checkCases([
    ["-refresh-only", caseNamed("refresh-only"), "safe", []],
    ["-target of something else", caseNamed("target-unrelated"), "safe", []],
    [
      "-target of an entry that is added",
      teamPlan([api, creates(A, entry("a", { kubernetes_groups: ["a"] }))], part),
      "safe",
      [`access-gained ${A}`],
    ],
    [
      "-target of a cluster's tags",
      teamPlan([updates(CLUSTER, cluster("API"), cluster("API", { tags: { a: "b" } }))], part),
      "safe",
      [],
    ],
    [
      "-target of rows that are emptied",
      teamPlan(
        [
          both,
          updates(DATA, awsAuth([adminRow]), awsAuth([])),
          keeps(A, entry("ops")),
          keeps("aws_eks_access_policy_association.a", policy("ops", "AmazonEKSClusterAdminPolicy")),
        ],
        part,
      ),
      "danger",
      [`plan-incomplete ${DATA}`],
    ],
    [
      "-target of the mode",
      teamPlan([updates(CLUSTER, cluster("CONFIG_MAP"), cluster("API_AND_CONFIG_MAP"))], part),
      "danger",
      [`plan-incomplete ${CLUSTER}`, `mode-irreversible ${CLUSTER}`],
    ],
  ]);
});

describe("a plan that cannot be applied", () => {
  const gone = [api, deletes("aws_s3_bucket.x", {})];
  test.each([
    ["says so where it changes something", teamPlan(gone, { applyable: false }), 1],
    ["but for a plan that Terraform takes", teamPlan(gone, { applyable: true }), 0],
    ["but for a plan that changes nothing", teamPlan([api], { applyable: false }), 0],
  ])("%s", (_, plan, count) => {
    const told = findingsOf(reviewed(plan)).map(({ code }) => code);
    expect(told.filter((code) => code === "plan-not-applyable")).toEqual(
      Array<string>(count).fill("plan-not-applyable"),
    );
  });
});

describe("parsePlan", () => {
  test.each([
    ["0.1", /older format/, /Terraform 1\.1 or newer/],
    ["0.2", /older format/, /Terraform 1\.1 or newer/],
    ["2.0", /unknown format/, /newer one/],
  ])("says of format %s what to do", (version, problem, help) => {
    const read = parsePlan(JSON.stringify({ format_version: version, resource_changes: [] }));
    expect(read).toMatchObject({
      kind: "unreadable",
      problem: expect.stringMatching(problem),
      help: expect.stringMatching(help),
    });
  });
});

describe("the headline", () => {
  test("has a sign of its own where somebody becomes cluster admin", () => {
    const printed = (plan: TerraformPlan, format: "text" | "markdown"): string => {
      const review = reviewOf([reviewed(plan)]);
      return printReview({ review, exitCode: 0, paint: (text) => text }, format).split("\n")[0] ?? "";
    };
    const [admin, other] = [caseNamed("admin-entry-added"), caseNamed("entry-added-aws-auth-not-in-plan")];
    expect(printed(admin, "markdown")).toBe("## 🔑 Safe: `shop`: `role DevOps` becomes cluster admin");
    expect(printed(admin, "text")).toBe("safe: nobody loses access, and somebody becomes cluster admin");
    expect(printed(other, "markdown")).toBe("## ✅ Safe: `def`: `role developers` gains access");
    expect(printed(other, "text")).toBe("safe: nobody loses access");
  });
});
