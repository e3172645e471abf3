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

function weightsOf(definition: AccessDefinition): string[] {
  return gateFindings(new StagedDefinition(definition))
    .filter(({ code }) => code === "rows-written-unread")
    .map(({ severity, code }) => `${severity} ${code}`);
}

describe("rows of a running cluster that a file without migration writes", () => {
  test.each<[string, Partial<AccessDefinition>]>([
    ["by default", {}],
    ["in mode CONFIG_MAP", { authenticationMode: "CONFIG_MAP" }],
  ])("are a blocker %s", (_, changed) => {
    expect(weightsOf({ ...FILE, ...changed })).toEqual(["blocker rows-written-unread"]);
  });

  test.each<[string, Partial<AccessDefinition>]>([
    ["in an overlay", { render: "overlay" }],
    ["of a stack that may make the cluster", { render: "resources" }],
    ["of a call of the module", { render: "module" }],
  ])("are a warning %s", (_, changed) => {
    expect(weightsOf({ ...FILE, ...changed })).toEqual(["warning rows-written-unread"]);
  });

  test.each<[string, Partial<AccessDefinition>, string]>([
    ["of a running cluster", {}, "writes the rows of a running cluster and has no section `migration`"],
    [
      "that is adopted",
      { render: "resources", adopt: {} },
      "writes the rows of a running cluster and has no section `migration`",
    ],
    [
      "that the plan may make",
      { render: "resources" },
      "where the plan makes the cluster, or it is sure that this file alone writes",
    ],
  ])("say so of one %s", (_, changed, said) => {
    const [found] = gateFindings(new StagedDefinition({ ...FILE, ...changed })).filter(
      ({ code }) => code === "rows-written-unread",
    );
    expect(`${found?.message}: ${found?.help}`).toContain(said);
  });

  test.each<[string, AccessDefinition]>([
    ["with a migration, whose guards read them", { ...FILE, migration: { stage: "config-map" } }],
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
