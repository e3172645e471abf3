import type { AccessEntries, AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { validateAccessEntries } from "../../../lib/access/access-entry/access-entry-validation";
import { ACCOUNT, policyArn, role } from "../../support/definitions/arns";

const CLUSTER = { accountId: ACCOUNT, partition: "aws", mode: "API_AND_CONFIG_MAP" } as const;
const VIEW = { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster" } } as const;
const good: AccessEntry = { principalArn: role("dev"), kubernetesGroups: ["developers"] };

const POLICIES = "access_entries.dev.policy_associations";

/** As if from a file: types bind nobody there. */
function codes(written: object | string | null): string[] {
  const entry: AccessEntry = JSON.parse(JSON.stringify(written));
  return validateAccessEntries({ dev: entry }, CLUSTER).map(({ code, path }) => `${code} ${path}`);
}

describe("validateAccessEntries", () => {
  test.each<[string, object | null, string[]]>([
    [
      "principalArn",
      { principal_arn: role("dev"), kubernetesGroups: ["a"] },
      ["entry-key-missing access_entries.dev", "entry-unknown-key access_entries.dev.principal_arn"],
    ],
    [
      "accessScope",
      { ...good, policyAssociations: { view: { policyArn: VIEW.policyArn, acessScope: { type: "cluster" } } } },
      [`entry-key-missing ${POLICIES}.view`, `entry-unknown-key ${POLICIES}.view.acessScope`],
    ],
    [
      "policyArn",
      { ...good, policyAssociations: { view: { accessScope: VIEW.accessScope } } },
      [`entry-key-missing ${POLICIES}.view`],
    ],
    [
      "accessScope.type",
      { ...good, policyAssociations: { view: { ...VIEW, accessScope: {} } } },
      [`entry-key-missing ${POLICIES}.view.access_scope`],
    ],
    [
      "of Auto Mode",
      { principalArn: role("n"), type: "EC2", policyAssociations: { view: {} } },
      [`entry-key-missing ${POLICIES}.view`, `entry-key-missing ${POLICIES}.view`],
    ],
  ])("R34 refuses: an entry without %s, and never throws", (_, entry, expected) => {
    expect(codes(entry)).toEqual(expected);
  });

  test.each<[object | string | null, string[]]>([
    [null, ["access_entries.dev"]],
    ["admin", ["access_entries.dev"]],
    [[], ["access_entries.dev"]],
    [{ principalArn: 1 }, ["access_entries.dev.principal_arn"]],
    [{ ...good, type: null }, ["access_entries.dev.type"]],
    [{ ...good, kubernetesGroups: "developers" }, ["access_entries.dev.kubernetes_groups"]],
    [{ ...good, kubernetesGroups: null }, ["access_entries.dev.kubernetes_groups"]],
    [{ ...good, kubernetesGroups: ["a", 1] }, ["access_entries.dev.kubernetes_groups[1]"]],
    [{ ...good, userName: {} }, ["access_entries.dev.user_name"]],
    [{ ...good, tags: { a: true } }, ["access_entries.dev.tags.a"]],
    [{ ...good, policyAssociations: [] }, [POLICIES]],
    [{ ...good, policyAssociations: { view: null } }, [`${POLICIES}.view`]],
    [{ ...good, policyAssociations: { view: { ...VIEW, policyArn: null } } }, [`${POLICIES}.view.policy_arn`]],
    [{ ...good, policyAssociations: { view: { ...VIEW, accessScope: "all" } } }, [`${POLICIES}.view.access_scope`]],
    [
      { ...good, policyAssociations: { view: { ...VIEW, accessScope: { type: "namespace", namespaces: "a" } } } },
      [`${POLICIES}.view.access_scope.namespaces`],
    ],
  ])("R34 refuses: values of the wrong type in %j, and never throws", (entry, paths) => {
    expect(codes(entry)).toEqual(paths.map((path) => `entry-value-type ${path}`));
  });

  test("R34 refuses: entries that are no map", () => {
    for (const written of ["null", "[]", '"all"']) {
      const entries: AccessEntries = JSON.parse(written);
      expect(validateAccessEntries(entries)).toMatchObject([{ code: "entry-value-type", path: "access_entries" }]);
    }
  });

  test("judges what is readable beside what is not", () => {
    const entry = {
      principal_arn: role("dev"),
      kubernetesGroups: ["system:masters"],
      policyAssociations: { a: { ...VIEW, policyArn: 1 }, b: { ...VIEW, accessScope: { type: "all" } } },
    };
    expect(codes(entry)).toEqual([
      "entry-key-missing access_entries.dev",
      "entry-group-system access_entries.dev.kubernetes_groups[0]",
      `entry-value-type ${POLICIES}.a.policy_arn`,
      `entry-scope-type ${POLICIES}.b.access_scope.type`,
      "entry-unknown-key access_entries.dev.principal_arn",
    ]);
  });
});
