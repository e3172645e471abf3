import { gateFindings } from "../../../lib/migration/gate/gate";
import { StagedDefinition } from "../../../lib/migration/staged-definition";
import type { AccessDefinition } from "../../../lib/migration/definition";

const FILE: AccessDefinition = {
  clusterName: "demo",
  accountId: "111122223333",
  partition: "aws",
  render: "access",
  accessEntries: {},
  awsAuth: { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] },
};

function codesOf(definition: AccessDefinition): string[] {
  return gateFindings(new StagedDefinition(definition))
    .map(({ code }) => code)
    .filter((code) => code === "rows-written-unread");
}

describe("rows of a running cluster that a file without migration writes", () => {
  test.each<[string, Partial<AccessDefinition>]>([
    ["by default", {}],
    ["in mode CONFIG_MAP", { authenticationMode: "CONFIG_MAP" }],
  ])("are a blocker %s", (_, changed) => {
    expect(codesOf({ ...FILE, ...changed })).toEqual(["rows-written-unread"]);
  });

  test.each<[string, AccessDefinition]>([
    ["with a migration, whose guards read them", { ...FILE, migration: { stage: "config-map" } }],
    ["of a cluster that the stack makes", { ...FILE, render: "resources" }],
    ["in mode API, which reads none", { ...FILE, authenticationMode: "API" }],
    [
      "that are somebody else's",
      {
        ...FILE,
        awsAuth: {
          ...FILE.awsAuth,
          awsAuthRoles: [],
          awsAuthUsers: [],
          awsAuthAccounts: [],
          manageAwsAuthConfigmap: false,
        },
      },
    ],
  ])("are none %s", (_, definition) => {
    expect(codesOf(definition)).toEqual([]);
  });
});
