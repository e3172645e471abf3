import { cluster, creates, deletes, entry, keeps, teamPlan } from "../../support/plans/case-plans";
import { checkCases, CLUSTER } from "../../support/reviews/case-reviews";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";

const ENTRY = 'module.eks.aws_eks_access_entry.this["ops"]';
const ops = entry("ops");

/** `module.name` of a cluster file changed from `eks` to `prod`: the plan that Terraform makes of it. */
const RENAMED = teamPlan([
  deletes(CLUSTER, cluster("API"), "delete_because_no_module"),
  deletes(ENTRY, ops, "delete_because_no_module"),
  creates(CLUSTER.replace("eks", "prod"), { ...cluster("API"), arn: null }, { arn: true }),
  creates(ENTRY.replace("eks", "prod"), ops),
]);

/** The same with `module.formerly: eks`. */
const MOVED = teamPlan(
  [keeps(CLUSTER.replace("eks", "prod"), cluster("API")), keeps(ENTRY.replace("eks", "prod"), ops)].map((change) => ({
    ...change,
    previous_address: change.address.replace("prod", "eks"),
  })),
);

describe("a call of the module that has another name", () => {
  checkCases([
    [
      "the cluster is destroyed, and made anew at the new address",
      RENAMED,
      "danger",
      [
        `access-unattributed ${ENTRY}`,
        `access-unattributed ${ENTRY.replace("eks", "prod")}`,
        `cluster-destroyed ${CLUSTER}`,
      ],
    ],
    ["the same where the old name is told", MOVED, "safe", []],
  ]);

  test("is told with the key that moves it", () => {
    const found = findingsOf(reviewed(RENAMED)).find(({ code }) => code === "cluster-destroyed");
    expect(found?.help).toContain(
      "where `module.name` of a cluster file changed, write the old name as `module.formerly`",
    );
  });
});
