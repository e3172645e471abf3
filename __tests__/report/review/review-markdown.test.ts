import { reviewMarkdown } from "../../../lib/report/review/formats/review-markdown";
import { clusterReview, person, planReview, review, reviewFinding, safePlan } from "../../support/reviews/reviews";

/** What a workflow looks for to write over its comment: the documentation of pipelines names it. */
const STICKY_MARKER = "<!-- eks-access review -->";
/** Characters of a comment. */
const GITHUB_LIMIT = 65_536;

describe("reviewMarkdown", () => {
  test("begins with the verdict and who loses what, and ends with the marker of the comment", () => {
    const lines = reviewMarkdown(review()).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "## ❌ Danger: `demo`: `role ops` loses all access",
      "",
      "Do not apply it: somebody loses access, or may.",
    ]);
    expect(lines.slice(-2)).toEqual([STICKY_MARKER, ""]);
  });

  test("has a table of people, before and after", () => {
    expect(reviewMarkdown(review())).toContain(
      [
        "| who | before | after | |",
        "| --- | --- | --- | --- |",
        "| `role ops` | group `developers`, by aws-auth `mapRoles[2]` | no access | ❌ **loses** |",
        "",
      ].join("\n"),
    );
  });

  test("folds those who keep their access", () => {
    const people = [person(), person({ name: "role dev", effect: "keeps" })];
    const text = reviewMarkdown(review([planReview({ clusters: [clusterReview({ people })] })]));
    expect(text).toContain("<details><summary>1 principal with the same access as before</summary>");
    expect(text.indexOf("role dev")).toBeGreaterThan(text.indexOf("<details>"));
  });

  test("says of a finding what, why, what to do, and where in the file", () => {
    const findings = [reviewFinding({ at: { file: "clusters/demo.yaml", line: 44 } })];
    const text = reviewMarkdown(review([planReview({ clusters: [clusterReview({ findings })] })]));
    expect(text).toContain("- ❌ **danger** at `aws_eks_access_entry.ops`: role ops loses `developers`");
    expect(text).toContain("  Why: whoever is named here is refused by the cluster");
    expect(text).toContain("  To do: give the principal an access entry");
    expect(text).toContain("  `access-lost` · R38 · `clusters/demo.yaml:44`");
  });

  test("shows what is accepted, with its reason and last day, and folds it", () => {
    const accepted = { code: "access-lost", reason: "moved to another team", until: "2027-01-31" };
    const findings = [reviewFinding({ accepted })];
    const text = reviewMarkdown(review([planReview({ clusters: [clusterReview({ findings })] })]));
    expect(text.split("\n")[0]).toContain("Safe");
    expect(text).toContain("<details><summary>1 accepted</summary>");
    expect(text).toContain("☑️ **accepted**");
    expect(text).toContain("Accepted until 2027-01-31: moved to another team");
  });

  test("has the worst plan first", () => {
    const plans = (["irreversible", "unknown", "danger", "refused"] as const).map((verdict) =>
      planReview({ source: `${verdict}.json`, verdict }),
    );
    const titles = reviewMarkdown(review(plans)).match(/(?<=^### .*`)\w+(?=\.json`)/gm);
    expect(titles).toEqual(["danger", "refused", "unknown", "irreversible"]);
  });

  test("gives safe plans beside others a line each", () => {
    const text = reviewMarkdown(review([planReview(), safePlan("a.json"), safePlan("b.json")]));
    expect(text.split("\n")[0]).toBe("## ❌ Danger: 3 plans: 1 danger, 2 safe");
    expect(text).toContain("\n- ✅ `a.json`: `a.json`: nobody's access changes\n- ✅ `b.json`:");
  });

  test("folds the other changes, with Terraform's counts", () => {
    const otherChanges = [{ address: "aws_iam_role.x", action: "create" }];
    const text = reviewMarkdown(review([planReview({ otherChanges, counts: { create: 1, update: 0, delete: 1 } })]));
    expect(text).toContain("<details><summary>1 other change (plan: 1 to add, 0 to change, 1 to destroy)</summary>");
    expect(text).toContain("- create `aws_iam_role.x`\n");
  });

  test("fits into a comment by leaving out the least important, and says how much", () => {
    const otherChanges = Array.from({ length: 2000 }, (_, i) => ({
      address: `aws_iam_role.role_${i}`,
      action: "create",
    }));
    const kept = Array.from({ length: 2000 }, (_, i) => person({ name: `role dev-${i}`, effect: "keeps" }));
    const people = [person(), ...kept];
    const text = reviewMarkdown(review([planReview({ otherChanges, clusters: [clusterReview({ people })] })]));
    expect(text.length).toBeLessThanOrEqual(GITHUB_LIMIT);
    expect(text).toMatch(/_Cut to fit: \d+ people who keep access, 2000 other changes\. The whole review/);
    expect(text).toContain("❌ **loses**");
    expect(text.split("\n").at(-2)).toBe(STICKY_MARKER);
  });

  test("fits with thousands of people who lose access and findings, the verdict kept", () => {
    const many = Array.from({ length: 3000 }, (_, i) => `role/ops-${i}`);
    const people = many.map((name) => person({ name }));
    const findings = many.map((path) => reviewFinding({ path }));
    const text = reviewMarkdown(review([planReview({ clusters: [clusterReview({ people, findings })] })]));
    expect(text.length).toBeLessThanOrEqual(GITHUB_LIMIT);
    expect(text.split("\n")[0]).toMatch(/^## ❌ Danger/);
    expect(text).toContain("| `role/ops-0` |");
  });
});
