import { deletes, devRow, entry, keeps, awsAuth, nodeEntry, teamPlan } from "../../support/plans/case-plans";
import { api, both } from "../../support/reviews/case-reviews";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";
import { demoFile } from "../../support/reviews/review-clusters";
import { DEV, still } from "../../support/reviews/review-plans";
import { destroyed } from "../../support/plans/plan-edits";
import { oneFindingPerCause } from "../../../lib/rules/review/one-cause";
import { reviewFinding } from "../../support/reviews/reviews";

const E = "aws_eks_access_entry.dev";
const dev = entry("dev", { user_name: "dev", kubernetes_groups: ["developers"] });

describe("oneFindingPerCause", () => {
  test.each([
    ["its principal loses all access", [api, deletes(E, dev)], ["access-lost"]],
    ["nobody shows whether there is a row", [both, deletes(E, dev)], ["access-unknown"]],
    ["its nodes lose access", [api, deletes(E, nodeEntry("dev"))], ["node-access-lost"]],
    [
      "a row gives the same: nobody loses, and the entry is named",
      [both, keeps("kubernetes_config_map_v1_data.aws_auth", awsAuth([devRow])), deletes(E, dev)],
      ["entry-removed"],
    ],
  ])("an entry goes, and %s", (_, changes, codes) => {
    expect(findingsOf(reviewed(teamPlan(changes))).map(({ code }) => code)).toEqual(codes);
  });

  test("beside a cluster file the key that left it is named", () => {
    const file = demoFile("entries", "", (text) => text.replace(/^ {2}dev:\n( {4}.*\n)+/m, ""));
    const found = findingsOf(reviewed(still(destroyed(DEV)), file)).filter(({ code }) => code === "entry-removed");
    expect(found.map(({ message }) => message)).toEqual([
      "the access entry of role dev is removed: the cluster file no longer has its key `dev`",
    ]);
  });

  const removed = reviewFinding({ code: "entry-removed", severity: "warning" });

  test("both stay where the entry's key has a place in a cluster file", () => {
    const placed = { ...removed, at: { file: "clusters/demo.yaml", line: 20 } };
    expect(oneFindingPerCause([reviewFinding(), placed])).toHaveLength(2);
    expect(oneFindingPerCause([reviewFinding(), removed])).toHaveLength(1);
  });

  test.each([
    ["of the same entry and principal", {}, 1],
    ["of another entry", { path: "aws_eks_access_entry.b" }, 2],
    ["of another principal", { principal: "arn:aws:iam::111122223333:role/b" }, 2],
    ["that is a note: the entry says more", { severity: "note" as const }, 2],
    ["of another code", { code: "admin-lost" as const }, 2],
  ])("a loss %s", (_, change, left) => {
    expect(oneFindingPerCause([reviewFinding(change), removed])).toHaveLength(left);
  });

  test.each([
    ["access-lost", "entry-removed", 1],
    ["node-access-lost", "entry-removed", 1],
    ["access-unknown", "entry-removed", 1],
    ["entry-weaker", "entry-removed", 2],
    ["access-lost", "row-removed", 1],
    ["node-access-lost", "row-removed", 1],
    ["access-unknown", "row-removed", 1],
    ["entry-weaker", "row-removed", 1],
    ["eks-entry-unseen", "row-removed", 1],
    ["entry-refused", "row-removed", 2],
    ["entry-refused", "username-changed", 1],
    ["access-lost", "username-changed", 2],
    ["access-lost", "principal-foreign", 2],
  ] as const)("%s and %s of one change", (code, other, left) => {
    expect(oneFindingPerCause([reviewFinding({ code }), reviewFinding({ code: other })])).toHaveLength(left);
    const at = { file: "clusters/demo.yaml", line: 20 };
    const isKept = other === "entry-removed";
    const placed = reviewFinding({ code: other, at });
    expect(oneFindingPerCause([reviewFinding({ code }), placed])).toHaveLength(isKept ? 2 : left);
  });

  test.each([
    ["access-lost", {}, 1],
    ["node-access-lost", {}, 1],
    ["row-removed", {}, 2],
    ["access-lost", { severity: "note" as const }, 2],
    ["access-lost", { path: "kubernetes_config_map_v1.other" }, 2],
  ] as const)("a ConfigMap that goes, and %s: %j", (code, change, left) => {
    const { principal, ...whole } = reviewFinding({ code: "config-map-lost", ...change });
    expect(oneFindingPerCause([whole, reviewFinding({ code, principal: principal ?? "" })])).toHaveLength(left);
  });
});
