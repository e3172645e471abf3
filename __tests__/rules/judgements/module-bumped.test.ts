import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { reviewStack } from "../../../lib/rules/judge";
import { findingsOf } from "../../support/reviews/review-clusters";
import { about } from "../../support/reviews/review-plans";
import { added, calling, changed, destroyed, edited, nestedIn } from "../../support/plans/plan-edits";
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

  const ENTRY = 'module.eks.aws_eks_access_entry.this["x"]';
  const POLICY = 'module.eks.aws_eks_access_policy_association.this["x_view"]';

  test.each([
    [ENTRY, ["delete"], "is destroyed"],
    [ENTRY, ["delete", "create"], "is destroyed and made anew"],
    [ENTRY, ["update"], "is changed"],
    [ENTRY, ["forget"], "leaves the state and stays alive"],
    [POLICY, ["create"], "is made"],
    [POLICY, ["delete"], "is destroyed"],
    [POLICY.replace("eks.", 'eks["blue"].'), ["update"], "is changed"],
  ])("says of %s that %j: %s", (address, actions, word) => {
    const sides =
      actions[0] === "create"
        ? { before: null, after: {} }
        : { before: { tags: {} }, after: actions.at(-1) === "delete" ? null : { tags: { a: "b" } } };
    const plan = added(address, sides, actions)(edited("module-v19-again", calling(REGISTRY, "20.37.2")));
    expect(saidAfter("19.21.0", plan)).toEqual([
      `19.21.0; module eks goes from 19.21.0 to 20.37.2: ${address} ${word}`,
    ]);
  });

  test("says nothing of an entry that stays, of another call, or of another resource", () => {
    for (const [address, actions] of [
      [ENTRY, ["no-op"]],
      ['module.eks_blue.aws_eks_access_entry.this["x"]', ["create"]],
      ["module.eks.module.x.aws_eks_access_entry.this", ["create"]],
      ["module.eks.aws_iam_role.x", ["create"]],
    ] as const) {
      const before = actions[0] === "create" ? null : {};
      const plan = added(
        address,
        { before, after: {} },
        actions,
      )(edited("module-v19-again", calling(REGISTRY, "20.37.2")));
      expect(saidAfter("19.21.0", plan)[0]).toContain("neither its mode nor its entries change");
    }
  });

  test("a root module of before that contradicts the state is not believed", () => {
    const [found = ""] = saidAfter("20.24.0", edited("module-v20-rows-kept", calling(REGISTRY, "20.37.2")));
    expect(found).toContain("goes from a version before 20 to 20.37.2");
  });

  test.each([
    ["20.8.5", "20.37.2"],
    ["~> 20.8.0", "~> 20.31"],
    ["20.37.2", "20.31.0"],
  ])("within a major version, from %s to %s, it is named too", (from, to) => {
    expect(saidAfter(from, edited("module-v19-again", calling(REGISTRY, to)))).toEqual([
      `${from}; module eks goes from ${from} to ${to}: no rows of it move, and neither its mode nor its entries change`,
    ]);
    const [found = ""] = saidAfter(from, edited("module-v20-entries", calling(REGISTRY, to)));
    expect(found).toContain('module.eks.aws_eks_access_entry.this["admin"] is made');
  });

  test.each([
    ["20.37.2", "20.37.2"],
    ["~> 20.37", "~>20.37"],
    ["= 20.37.2", "20.37.2"],
  ])("%s that is written as %s is the same", (from, to) => {
    expect(saidAfter(from, edited("module-v20-entries", calling(REGISTRY, to)))).toEqual([]);
  });

  test.each(["platform", 'platform["blue"]', "platform[0]"])("a call within module.%s is named by its way", (outer) => {
    const plan = edited("module-v20-rows-kept", calling(REGISTRY, "20.37.2"), nestedIn(outer));
    const [found = "", ...more] = said(plan);
    expect(more).toEqual([]);
    expect(found).toContain(
      "note module.platform.module.eks: module platform.eks goes from a version before 20 to 20.37.2",
    );
    expect(found).toContain(`module.${outer}.module.eks.kubernetes_config_map_v1_data.aws_auth[0] becomes`);
    expect(found).toContain("the mode goes from CONFIG_MAP to API_AND_CONFIG_MAP");
    const stack = understandPlan(plan, "plan.json", { modulesBefore: new Map([["platform.eks", "19.21.0"]]) });
    const told = findingsOf(reviewStack(stack, { files: [], today: "2026-11-22" })).find(
      ({ code }) => code === "module-bumped",
    );
    expect(told?.message).toContain("module platform.eks goes from 19.21.0 to 20.37.2");
  });

  const V21 =
    "v21 has no modules/aws-auth; access_entries and authentication_mode keep their names, cluster_name is name";

  test.each([
    ["20.37.2", "21.19.0", V21],
    ["~> 20.37", "~> 21.0", V21],
    ["21.19.0", "20.37.2", undefined],
    ["18.31.2", "19.21.0", undefined],
  ])("from %s to %s, with what of access that version has", (from, to, versions) => {
    const [found = "", ...more] = saidAfter(from, edited("module-v19-again", calling(REGISTRY, to)));
    expect(more).toEqual([]);
    const quiet = "no rows of it move, and neither its mode nor its entries change";
    expect(found).toBe(
      `${from}; module eks goes from ${from} to ${to}: ${[quiet, versions].filter(Boolean).join("; ")}`,
    );
  });

  test("of the module's repository it reads the ref", () => {
    const source = "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v21.19.0";
    const [found = ""] = saidAfter("20.37.2", edited("module-v19-again", calling(source, "")));
    expect(found).toContain("module eks goes from 20.37.2 to 21.19.0: ");
  });

  test("says what modules/aws-auth had, where it goes with the bump", () => {
    const plan = edited(
      "module-v20-rows-kept",
      calling(REGISTRY, "21.19.0"),
      changed("module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]", ({ previous_address: _, ...one }) => one),
      destroyed("module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]"),
    );
    const [found = ""] = saidAfter("20.37.2", plan);
    expect(found).toContain("module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0] is destroyed");
    expect(found).toContain(V21);
  });

  test.each([
    ["a version before 20 that stays", edited("module-v20-rows-kept", calling(REGISTRY, "19.21.0"))],
    ["another module", edited("module-v20-rows-kept", calling("acme/eks/aws", "20.37.2"))],
    ["a call of a folder, whose version nobody tells", planNamed("module-v20-rows-kept")],
    ["a module that has been at 20", edited("module-v20-entries", calling(REGISTRY, "20.37.2"))],
  ])("says nothing of %s", (_, plan) => {
    expect(said(plan)).toEqual([]);
  });
});
