import { accessSteps } from "../../../lib/migration/explanation/access-step";
import { cellReason } from "../../../lib/migration/explanation/cell-reason";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { arn, role } from "../../support/definitions/arns";
import { CREATOR, definition, DEV_ROW } from "../../support/definitions/definitions";

function reasons(whole: AccessDefinition, principal: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    accessSteps(new StagedCluster(whole)).map((step) => [step.name, cellReason(step, arn(principal))]),
  );
}

describe("cellReason", () => {
  test("follows a principal from its row to its entry", () => {
    const waiting = "its entry dev comes with wave 2 of stage entries: mapRoles[1] serves";
    expect(reasons(definition(), role("dev"))).toEqual({
      "config-map": "mode CONFIG_MAP asks aws-auth alone: mapRoles[1] serves",
      dual: waiting,
      "entries:1": waiting,
      "entries:2": "its entry overrides mapRoles[1] as a whole",
      "entries:3": "its entry overrides mapRoles[1] as a whole",
      retire: "its entry serves; the rows are emptied",
      api: "mode API asks access entries alone",
      done: "mode API asks access entries alone",
    });
  });

  test("tells of entries without a row, rows without an entry, and a single wave", () => {
    expect(reasons(definition(), role("break-glass"))).toMatchObject({
      dual: "no access entry and no row names it",
      "entries:1": "its entry serves; no row names it",
    });
    expect(reasons(definition({}, { accessEntries: {} }), role("dev"))).toMatchObject({
      dual: "no access entry is declared for it: mapRoles[1] serves",
      retire: "no access entry and no row names it",
    });
    const { waves: _, ...migration } = definition().migration ?? { stage: "entries" };
    expect(reasons(definition({}, { migration }), role("dev"))).toMatchObject({
      dual: "its entry dev comes at stage entries: mapRoles[1] serves",
    });
  });

  test("names the rows that a row shadows, and says what a mapped account gives", () => {
    const awsAuth = { awsAuthRoles: [DEV_ROW, DEV_ROW], awsAuthUsers: [], awsAuthAccounts: ["444455556666"] };
    const whole = definition({}, { awsAuth });
    expect(reasons(whole, role("dev"))["config-map"]).toBe(
      "mode CONFIG_MAP asks aws-auth alone: mapRoles[1] serves, and shadows mapRoles[0]",
    );
    expect(reasons(whole, role("ci", "444455556666")).dual).toBe(
      "no access entry is declared for it: mapAccounts[0] serves: its account is mapped, it has its ARN as username and no groups",
    );
  });

  test("says what EKS makes by itself, and what nobody knows", () => {
    const { node: _, ...accessEntries } = definition().accessEntries;
    const whole = definition({ expected: [CREATOR, role("node")] }, { accessEntries });
    expect(reasons(whole, role("node"))).toMatchObject({
      dual: "expected: EKS makes its entry by itself; until it is there, mapRoles[2] serves, with the same rights",
      retire: "expected: EKS makes its entry by itself",
      api: "expected: EKS makes its entry by itself",
    });
    expect(reasons(whole, CREATOR)["config-map"]).toBe("no row names it; if it created the cluster, it is admin");
  });
});
