import { exitCodeOfVerdict, type Verdict } from "../../lib/rules/review/verdict";
import { expectPlans } from "../support/reviews/case-reviews";
import { planNamed, planNames } from "../support/plans/plan-fixtures";
import { findingsOf, reviewed } from "../support/reviews/review-clusters";

/** Plans that Terraform made of plain resources, of the registry module from v19 to v20, and of a CONFIG_MAP cluster. */
const PLANS: readonly (readonly [name: string, verdict: Verdict, codes: readonly string[]])[] = [
  ["bare-again", "safe", []],
  ["bare-bootstrap-flag", "danger", ["cluster-replaced"]],
  ["bare-cluster-renamed", "danger", ["cluster-replaced"]],
  ["bare-config-map-destroyed", "danger", ["config-map-lost"]],
  ["bare-config-map-forgotten", "safe", ["config-map-lost"]],
  ["bare-entry-added", "safe", []],
  ["bare-entry-forgotten", "safe", ["entry-forgotten"]],
  ["bare-entry-moved", "safe", []],
  ["bare-entry-principal-unknown", "danger", ["entry-replaced"]],
  ["bare-entry-removed", "danger", ["access-lost"]],
  ["bare-entry-renamed", "danger", ["entry-renamed"]],
  ["bare-groups-changed", "danger", ["access-lost"]],
  ["bare-mode-api", "danger", ["node-access-lost", "mode-irreversible"]],
  ["bare-rows-emptied", "danger", ["config-map-lost"]],
  ["bare-rows-sensitive", "unknown", ["access-unknown"]],
  ["bare-rows-unknown", "unknown", ["access-unknown"]],
  ["bare-scope-changed", "safe", ["association-replaced"]],
  ["bare-username-changed", "danger", ["username-changed"]],
  ["legacy-again", "safe", []],
  ["legacy-mode-and-entries", "irreversible", ["mode-with-entries"]],
  ["legacy-mode-both", "irreversible", ["mode-irreversible"]],
  ["legacy-mode-skipped", "danger", ["mode-skipped"]],
  ["module-v19-again", "safe", []],
  ["module-v20-config-map-destroyed", "danger", ["config-map-lost"]],
  ["module-v20-node-rows-lost", "danger", ["node-access-lost"]],
  ["module-v20-rows-kept", "irreversible", ["mode-irreversible"]],
  ["nested-again", "safe", []],
];

/** Plans whose findings other tests look at; here the verdict is expected, without a cluster file. */
const VERDICTS: readonly (readonly [name: string, verdict: Verdict])[] = [
  ["access-stack-entries", "safe"],
  ["again-entries", "safe"],
  ["back-to-entries", "safe"],
  ["bare-create", "safe"],
  ["bare-entry-of-new-role", "safe"],
  ["bare-policy-raised", "safe"],
  ["called-again-entries", "safe"],
  ["called-api", "irreversible"],
  ["called-back-to-entries", "safe"],
  ["called-config-map", "safe"],
  ["called-destroy", "danger"],
  ["called-destroys-beside", "danger"],
  ["called-done", "safe"],
  ["called-dual", "irreversible"],
  ["called-entries", "safe"],
  ["called-retire", "safe"],
  ["called-without-guards", "safe"],
  ["destroy-everything", "danger"],
  ["entry-without-row", "safe"],
  ["module-v19-create", "safe"],
  // The runner is the root user of the emulator's account: EKS takes no entry of it, and the module writes one for its creator.
  ["module-v20-entries", "refused"],
  ["nested-create", "safe"],
  ["nested-groups-changed", "danger"],
  ["nested-mode-api", "danger"],
  ["nested-row-removed", "danger"],
  ["nested-targeted", "danger"],
  ["overlay-again-entries", "safe"],
  ["overlay-api", "irreversible"],
  ["overlay-back-to-entries", "safe"],
  ["overlay-config-map", "safe"],
  ["overlay-destroy", "danger"],
  ["overlay-dual", "irreversible"],
  ["overlay-entries", "safe"],
  ["overlay-retire", "safe"],
  ["overlay-without-files", "safe"],
  ["overlay-without-override", "refused"],
  ["refused-api-at-dual", "unknown"],
  ["refused-api-at-entries", "unknown"],
  ["refused-stranger-at-retire", "unknown"],
  ["stage-api", "irreversible"],
  ["stage-config-map", "safe"],
  ["stage-done", "safe"],
  ["stage-dual", "irreversible"],
  ["stage-entries", "safe"],
  ["stage-entries-wave-1", "safe"],
  ["stage-retire", "safe"],
  ["targeted-retire", "danger"],
];

const ALL = [...PLANS, ...VERDICTS.map(([name, verdict]) => [name, verdict, []] as const)];
expectPlans(ALL.map(([name, verdict, codes]) => ({ what: name, plan: planNamed(name), verdict, codes })));

describe("reviewStack on every plan that Terraform made", () => {
  test("expects a verdict of each, once", () => {
    expect(ALL.map(([name]) => name).sort()).toEqual(planNames());
  });

  test.each(VERDICTS)("finds %s %s", (name, verdict) => {
    expect(reviewed(planNamed(name)).verdict).toBe(verdict);
  });
});

describe("reviewStack on plans of other people's stacks", () => {
  test.each(PLANS)("finds %s %s", (name, verdict, codes) => {
    const review = reviewed(planNamed(name));
    const found = findingsOf(review).map(({ code }) => code);
    expect({ verdict: review.verdict, found }).toEqual({ verdict, found: expect.arrayContaining([...codes]) });
    if (name.endsWith("-again")) expect(found).toEqual([]);
    expect(exitCodeOfVerdict(review.verdict)).toBe(verdict === "safe" ? 0 : 1);
  });
});
