import { isRefused } from "../../lib/migration/gate/refusal";
import { gate } from "../../lib/migration/gate/gate";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { passedGate } from "../../stacks/passed-gate";
import { role } from "../support/definitions/arns";
import { ADMIN_ROW, NODE_ROW, accepting } from "../support/definitions/definitions";
import { cluster, readSamples } from "../support/definitions/sample-definitions";
import { jsonOf, stackFor } from "../support/definitions/sample-stacks";
import { refusalOf } from "./stack-json";

/** Rows that no entry covers, at a stage that empties them. */
const UNCOVERED = {
  awsAuth: {
    awsAuthRoles: [
      ADMIN_ROW,
      NODE_ROW,
      { rolearn: role("ops"), username: "ops:{{SessionName}}", groups: ["ops"] },
      { rolearn: role("qa"), username: "qa:{{SessionName}}", groups: ["qa"] },
    ],
    awsAuthUsers: [],
    awsAuthAccounts: [],
  },
};

describe("passedGate", () => {
  test("hands back what passes", () => {
    const passing = new StagedCluster(cluster({ stage: "retire" }));
    expect(passedGate(passing)).toBe(passing);
  });

  test("throws all findings that refuse in one error, each with path, code and help", () => {
    expect(refusalOf(() => passedGate(new StagedCluster(cluster({ stage: "retire" }, UNCOVERED))))).toMatchObject({
      code: "row-uncovered",
      path: "demo",
      message: expect.stringMatching(
        /^demo: 2 findings refuse it:\n {2}aws_auth\.aws_auth_roles\[2\]: .* \(row-uncovered\)\n {4}.*\n {2}aws_auth\.aws_auth_roles\[3\]: .* \(row-uncovered\)\n {4}.*$/,
      ),
    });
  });

  test("counts one finding as one", () => {
    expect(() => passedGate(new StagedCluster(cluster({ stage: "retire", expected: [] })))).toThrow(
      /^demo: 1 finding refuses it:\n/,
    );
  });

  test("leaves warnings and accepted findings to whoever prints them", () => {
    const noted = new StagedCluster(cluster({ stage: "entries", bridgeGroup: "access-bridge" }, UNCOVERED));
    expect(gate(noted, "2026-11-22")).not.toEqual([]);
    expect(passedGate(noted)).toBe(noted);
  });

  test.each(["resources", "access"] as const)("speaks from the constructor, for `render: %s`", (render) => {
    const refused = cluster({ stage: "retire" }, { ...UNCOVERED, render });
    expect(() => stackFor(refused)).toThrow("demo: 2 findings refuse it:");
  });

  test("asks for the date of acceptances that leave a guard out", () => {
    const until = (day: string) => [accepting("masters-by-name"), { ...accepting("row-changed"), until: day }];
    const [today] = new Date().toISOString().split("T");
    const [long, short, over] = ["2099-12-31", today ?? "", "2020-01-01"].map((day) =>
      cluster({ stage: "entries" }, { accept: until(day) }),
    );
    expect(jsonOf(short ?? cluster())).toBe(jsonOf(long ?? cluster()));
    expect(refusalOf(() => jsonOf(over ?? cluster()))).toMatchObject({
      code: "accept-guard-expired",
      message: expect.stringMatching(
        /^demo: 1 finding refuses it:\n {2}accept\[1\]\.until: an expired acceptance would /,
      ),
    });
  });

  test("leaves the other acceptances of a file to the day by which it was read", () => {
    const [file] = readSamples().filter((one) => isRefused(gate(new StagedCluster(one), "2199-01-01")));
    if (file === undefined) throw new Error("no sample needs what it accepts");
    expect(file.accept?.map(({ code }) => code)).toContain("masters-by-name");
    const staged = new StagedCluster(file);
    const clock = jest.spyOn(Date.prototype, "toISOString").mockReturnValue("2199-01-01T00:00:00.000Z");
    expect(passedGate(staged)).toBe(staged);
    expect(() => passedGate(new StagedCluster({ ...file }))).toThrow("(masters-by-name)");
    clock.mockRestore();
  });
});
