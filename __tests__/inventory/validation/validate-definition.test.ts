import { type Judging, validateDefinition } from "../../../lib/inventory/validation/validate-definition";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { judgeParsed } from "../../../lib/inventory/fleet";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import { asProgram } from "../../support/definitions/as-program";
import { cluster, newCluster, readSamples } from "../../support/definitions/sample-definitions";

/** As a program without types calls it. */
function said(...given: readonly unknown[]): string[] {
  const found: ReturnType<typeof validateDefinition> = Reflect.apply(validateDefinition, undefined, given);
  return found.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

const { clusterName, terraform } = newCluster();

const TAKEN_BY_NODES = { name: "a", assumedBy: { services: ["ec2.amazonaws.com"] } };

describe("validateDefinition", () => {
  test.each([
    ["nothing", null, ["error type-wrong props"]],
    ["what is not there", undefined, ["error type-wrong props"]],
    ["a text", "demo", ["error type-wrong props"]],
    ["no keys", {}, ["error key-missing cluster_name", "error key-missing terraform"]],
    ["no region", { clusterName, terraform: {} }, ["error key-missing terraform.region"]],
    [
      "an entry that is nothing",
      { clusterName, terraform, accessEntries: { a: null } },
      ["error entry-value-type access_entries.a"],
    ],
    ["another rendering", { clusterName, terraform, render: "other" }, ["error value-unknown render"]],
  ])("says what is wrong with what no type lets through: %s", (_, given, expected) => {
    expect(said(given)).toEqual(expected);
  });

  test("says what the schema, the sections, the entries and the gate refuse, and what is only warned of", () => {
    const iamRoles = { "a b": TAKEN_BY_NODES, a_b: TAKEN_BY_NODES };
    const refused = cluster({ stage: "retire", expected: [] }, { iamRoles, accept: [] });
    const { terraform: _, ...whole } = refused;
    expect(said({ ...whole, terraform: { region: "ap-northeast-2" } })).toContain(
      "error account-id-missing terraform.account_id",
    );
    const all = said(refused);
    expect(all).toContain("error resource-name-collision iam_roles.a_b");
    expect(all.some((one) => one.startsWith("blocker "))).toBe(true);
  });

  test("refuses keys of entries to import that no entry has", () => {
    const adopt = { module: "module.eks", imported: ["admins"], importedWithoutAssociations: ["view"] };
    expect(said({ ...newCluster(), adopt })).toEqual(
      expect.arrayContaining([
        "error reference-unknown adopt.imported[0]",
        "error reference-unknown adopt.imported_without_associations[0]",
      ]),
    );
  });

  test("judges acceptances by the day that it is given, and by today where it is given none", () => {
    const judging = (today: string): Judging => ({ today });
    const accept = [{ code: "admin-elsewhere", reason: "looked at", until: "2098-12-31" }];
    const props = { ...newCluster(), accept };
    expect(said(props, judging("2099-01-01"))).toContain("warning accept-expired accept[0].until");
    expect(said(props).filter((one) => one.includes("accept-expired"))).toEqual([]);
  });

  test("lets a definition accept what others say beside it", () => {
    const beside = { code: "fleet-principal-missing", severity: "error", path: "access_entries", message: "m" };
    expect(said(newCluster(), { beside: [beside] })).toContain("error fleet-principal-missing access_entries");
  });

  test.each(readSamples().map((definition) => [definition.clusterName, definition] as const))(
    "says of props what it says of the file, staged or not: %s",
    (_, definition) => {
      const ofFile = validateDefinition(new StagedCluster(definition), { today: "2026-11-22" });
      expect(validateDefinition({ ...definition }, { today: "2026-11-22" })).toEqual(ofFile);
    },
  );

  test("says of a file all that is said of it, without the places", () => {
    const text = `cluster_name: demo
render: access
terraform: { region: ap-northeast-2 }
access_entries:
  ops: { principal_arn: ${role("ops")}, policy_associations: {} }
iam_roles: { a: { name: a, assumed_by: { services: [ec2.amazonaws.com] } } }
`;
    const ofFile = judgeParsed(parseClusterFile("demo.yaml", text), "2026-11-22");
    const placeless = ofFile.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
    expect(said(asProgram(text), { today: "2026-11-22" })).toEqual(expect.arrayContaining(placeless));
    expect(placeless).toHaveLength(3);
  });
});
