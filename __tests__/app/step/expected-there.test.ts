import { moved } from "../../../lib/inventory/cluster-file/move-cluster-file";
import { stepFacts } from "../../../lib/app/step/step-facts";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { cluster } from "../../support/definitions/sample-definitions";
import { role } from "../../support/definitions/arns";

/** What is to be checked before the step to api, of entries that EKS makes. */
function asked(names: readonly string[]): string[] {
  const from = cluster({ stage: "retire", expected: names.map((name) => role(name)) });
  const to = moved(from, { direction: "advance", to: { stage: "api" } });
  const states = { direction: "advance", file: "demo.yaml", from: new StagedCluster(from), to: new StagedCluster(to) };
  return stepFacts({ ...states, direction: "advance" }).before.filter((line) => line.includes("migration.expected"));
}

describe("stepFacts of expected principals before api", () => {
  test("whoever is expected for nothing is told before a plan ends with the provider's error", () => {
    expect(asked(["terraform"])).toEqual([
      "aws eks list-access-entries --cluster-name demo --region ap-northeast-2 names all of migration.expected (role terraform): a plan of api ends with `couldn't find resource` and the ARN of whoever has no entry; take out of that list a principal for whom EKS made none, as a creator who was made no admin",
    ]);
  });

  test("many are not all named, and without any nothing is asked", () => {
    expect(asked(["a", "b", "c", "d", "e"])[0]).toContain("(role a, role b, role c and 2 more)");
    expect(asked([])).toEqual([]);
  });
});
