import { ValidationError } from "../../../lib/finding/validation-error";
import { schemaProblems } from "../../support/terraform/provider-schema";
import { passes, samplesAtEveryStage } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";

const ALL = samplesAtEveryStage();

describe("the samples in clusters/, at every stage", () => {
  test("pass the gates of nearly all stages: of the creator, two of them know nothing at `retire`", () => {
    const refused = ALL.filter((one) => !passes(one)).map(({ name }) => name);
    expect(refused).toEqual(["ledger-cluster at retire", "orders-cluster at retire"]);
  });

  test.each(ALL.filter(passes).map((one) => [one.name, one] as const))("%s: providers know all of it", (_, one) => {
    expect(schemaProblems(jsonOf(one.definition))).toEqual([]);
  });

  test.each(ALL.filter((one) => !passes(one)).map((one) => [one.name, one] as const))("%s: refused", (_, one) => {
    expect(() => jsonOf(one.definition)).toThrow(ValidationError);
  });
});
