import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { STAGES, type Stage } from "../../../lib/migration/stage";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { firstPlanReads, readsOf } from "../../support/pages/first-plan-reads";
import { called } from "../../support/terraform/module-bench";

const page = (name: string): string => readFileSync(join(__dirname, "../../../docs", name), "utf8");

/** The paragraph of a cluster on its way through the stages. */
function paragraph(at: (stage: Stage) => ClusterDefinition): string {
  const [first, ...later] = STAGES.map((stage) => readsOf(jsonOf(at(stage))));
  if (first === undefined) throw new Error("expected stages");
  return firstPlanReads(first, later);
}

describe("what a page says that the first plan reads is what its stack reads", () => {
  test.each(["module.md", "adoption.md"])("docs/%s", (name) => {
    expect(page(name)).toContain(paragraph((stage) => called(stage, { module: { version: "20.37.2" } })));
  });
});
