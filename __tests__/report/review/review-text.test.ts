import { painter, type Paint } from "../../../lib/report/text/colour";
import { reviewText } from "../../../lib/report/review/formats/review-text";
import { clusterReview, person, planReview, review, reviewFinding, safePlan } from "../../support/reviews/reviews";

const paint: Paint = (text) => text;

describe("reviewText", () => {
  test("says the verdict, who loses what, what to do", () => {
    const people = [person(), person({ name: "role dev", effect: "keeps" })];
    const findings = [reviewFinding({ at: { file: "clusters/demo.yaml", line: 44 } })];
    const given = review([planReview({ clusters: [clusterReview({ people, findings })] })]);
    expect(reviewText({ review: given, exitCode: 1, paint }).split("\n")).toEqual([
      "danger: do not apply it: somebody loses access, or may",
      "",
      "demo.json: danger (0 to add, 0 to change, 1 to destroy)",
      "  demo: `role ops` loses all access",
      "    loses role ops: group `developers`, by aws-auth `mapRoles[2]` -> no access",
      "    1 principal with the same access as before",
      "  danger aws_eks_access_entry.ops: role ops loses `developers`: role ops of 111122223333, had developers, has nothing [access-lost] clusters/demo.yaml:44",
      "      whoever is named here is refused by the cluster",
      "      give the principal an access entry",
      "",
    ]);
  });

  test("counts several plans", () => {
    const given = review([planReview(), safePlan("b.json")]);
    expect(reviewText({ review: given, exitCode: 1, paint }).split("\n")[1]).toBe("2 plans: 1 danger, 1 safe");
  });

  test("says that something was allowed", () => {
    const findings = [reviewFinding({ severity: "irreversible" })];
    const given = review([planReview({ clusters: [clusterReview({ findings })] })]);
    expect(reviewText({ review: given, exitCode: 0, paint })).toMatch(/^irreversible: .* \(allowed\)\n/);
    expect(reviewText({ review: given, exitCode: 1, paint })).not.toContain("(allowed)");
  });

  test("is painted on a terminal alone", () => {
    const painted = reviewText({ review: review(), exitCode: 1, paint: painter({ isTTY: true }, {}) });
    expect(painted).toContain("\u001b[31mdanger\u001b[0m");
    expect(reviewText({ review: review(), exitCode: 1, paint: painter({}, {}) })).not.toContain("\u001b");
  });
});
