import { check } from "../../../lib/app/check/check";
import { reviewedClusters, reviewPlan } from "../../../lib/app/review/review-plan";
import { planNamed } from "../../support/plans/plan-fixtures";
import { demoText } from "../../support/reviews/review-clusters";
import { filesOf, TODAY } from "../texts";

const SWITCH = JSON.stringify(planNamed("stage-api"));

describe("reviewPlan", () => {
  test("judges the text of a plan, and its bytes alike", () => {
    const fromText = reviewPlan({ name: "plan.json", content: SWITCH }, { today: TODAY });
    const fromBytes = reviewPlan({ name: "plan.json", content: Buffer.from(SWITCH) }, { today: TODAY });
    expect(fromText).toMatchObject({ source: "plan.json", verdict: "irreversible" });
    expect(fromBytes).toEqual(fromText);
  });

  test("knows what the cluster file of the plan accepts", () => {
    const clusters = reviewedClusters(check(filesOf({ "demo.yaml": demoText("api") }), TODAY));
    if ("problem" in clusters) throw new Error(clusters.problem);
    const review = reviewPlan({ name: "plan.json", content: SWITCH }, { clusters, today: TODAY });
    if (!("clusters" in review)) throw new Error("no review");
    expect(review.clusters.flatMap(({ findings }) => findings.flatMap(({ at }) => at?.file ?? []))).toContain(
      "demo.yaml",
    );
  });

  test("a saved plan has to be shown, and what is no plan has no answer", () => {
    const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04]);
    expect(reviewPlan({ name: "saved", content: zip }, { today: TODAY })).toEqual({ isSaved: true });
    expect(reviewPlan({ name: "a.json", content: "" }, { today: TODAY })).toMatchObject({
      problem: "a.json: it is empty, expected the output of `terraform show -json PLAN`",
      fault: "question",
    });
  });
});

describe("reviewedClusters", () => {
  test("a file with errors leaves nothing to rely on", () => {
    expect(reviewedClusters(check(filesOf({ "demo.yaml": "" }), TODAY))).toMatchObject({
      problem: "demo.yaml: is empty, expected a cluster",
      fault: "files",
    });
  });
});
