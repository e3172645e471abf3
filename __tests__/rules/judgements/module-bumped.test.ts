import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { reviewStack } from "../../../lib/rules/judge";
import { findingsOf } from "../../support/reviews/review-clusters";
import { about } from "../../support/reviews/review-plans";
import { calling, edited } from "../../support/plans/plan-edits";
import { planNamed } from "../../support/plans/plan-fixtures";

const REGISTRY = "terraform-aws-modules/eks/aws";

/** What is said where the root module of before calls `eks` at a version. */
function saidAfter(version: string, plan: TerraformPlan): string[] {
  const stack = understandPlan(plan, "plan.json", { modulesBefore: new Map([["eks", version]]) });
  return findingsOf(reviewStack(stack, { files: [], today: "2026-11-22" }))
    .filter(({ code }) => code === "module-bumped")
    .map(({ message, before }) => `${before}; ${message}`);
}

function said(plan: TerraformPlan): string[] {
  return about("module-bumped", { plan }).map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}

describe("module-bumped", () => {
  test("R50: names the module, its version and what becomes of rows and mode, where they move", () => {
    const [found = "", ...more] = said(edited("module-v20-rows-kept", calling(REGISTRY, "20.37.2")));
    expect(more).toEqual([]);
    expect(found.split(/: |; /)).toEqual([
      "note module.eks",
      "module eks goes from a version before 20 to 20.37.2",
      "module.eks.kubernetes_config_map.aws_auth[0] becomes module.aws_auth.kubernetes_config_map.aws_auth[0], its text the same",
      "module.eks.kubernetes_config_map_v1_data.aws_auth[0] becomes module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0], its text changed",
      "the mode goes from CONFIG_MAP to API_AND_CONFIG_MAP",
    ]);
  });

  test("names rows that the bump destroys", () => {
    const [found = ""] = said(edited("module-v20-config-map-destroyed", calling(REGISTRY, "~> 20.37")));
    expect(found).toContain("module.eks.kubernetes_config_map_v1_data.aws_auth[0] is destroyed");
    expect(found).toContain("to ~> 20.37");
  });

  test.each(["19.21.0", "~> 18.31"])("from %s, where the root module of before says so", (version) => {
    const [found = ""] = saidAfter(version, edited("module-v20-rows-kept", calling(REGISTRY, "20.37.2")));
    expect(found).toContain(`${version}; module eks goes from ${version} to 20.37.2: module.eks.kubernetes`);
  });

  test("of a state without rows too, and what of access changes with it", () => {
    const plan = edited("module-v20-entries", calling(REGISTRY, "20.37.2"));
    const [found = "", ...more] = saidAfter("19.21.0", plan);
    expect(more).toEqual([]);
    expect(found).toContain("19.21.0; module eks goes from 19.21.0 to 20.37.2: ");
    expect(found).toContain("module.eks.aws_eks_access_entry.this");
    expect(saidAfter("19.21.0", edited("module-v19-again", calling(REGISTRY, "20.37.2")))).toEqual([
      "19.21.0; module eks goes from 19.21.0 to 20.37.2: no rows of it move, and neither its mode nor its entries change",
    ]);
  });

  test("a root module of before that contradicts the state is not believed", () => {
    const [found = ""] = saidAfter("20.24.0", edited("module-v20-rows-kept", calling(REGISTRY, "20.37.2")));
    expect(found).toContain("goes from a version before 20 to 20.37.2");
    expect(saidAfter("20.24.0", edited("module-v20-entries", calling(REGISTRY, "20.37.2")))).toEqual([]);
  });

  test.each([
    ["a version before 20", edited("module-v20-rows-kept", calling(REGISTRY, "19.21.0"))],
    ["another module", edited("module-v20-rows-kept", calling("acme/eks/aws", "20.37.2"))],
    ["a call of a folder, whose version nobody tells", planNamed("module-v20-rows-kept")],
    ["a module that has been at 20", edited("module-v20-entries", calling(REGISTRY, "20.37.2"))],
  ])("says nothing of %s", (_, plan) => {
    expect(said(plan)).toEqual([]);
  });
});
