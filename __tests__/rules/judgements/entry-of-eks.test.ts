import { understandPlan } from "../../../lib/plan/understand-plan";
import { goesWithNodes } from "../../../lib/rules/compared/entry-of-eks";
import { role } from "../../support/definitions/arns";
import { deletes, keeps, teamPlan } from "../../support/plans/case-plans";
import { both } from "../../support/reviews/case-reviews";

const group = (name: string) => ({ cluster_name: "shop", node_group_name: name, node_role_arn: role(name) });
const GOES = deletes("aws_eks_node_group.goes", group("goes"));
const STAYS = keeps("aws_eks_node_group.stays", group("stays"));

function goes(name: string, ...changes: Parameters<typeof teamPlan>[0]): boolean {
  const [cluster] = understandPlan(teamPlan([both, ...changes]), "plan.json").clusters;
  if (cluster === undefined) throw new Error("no cluster");
  return goesWithNodes({ cluster }, role(name));
}

describe("goesWithNodes", () => {
  test("is about what runs under the role itself, whatever becomes of others", () => {
    expect(goes("goes", GOES, STAYS)).toBe(true);
    expect(goes("stays", GOES, STAYS)).toBe(false);
    expect(goes("other", GOES)).toBe(false);
  });
});
