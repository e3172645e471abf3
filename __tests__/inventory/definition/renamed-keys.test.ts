import { renamedFindings, renamedNotes } from "../../../lib/inventory/definition/renamed-keys";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";

const principalArn = "arn:aws:iam::111122223333:role/platform";
const accessScope = { type: "cluster" } as const;
const VIEW = { policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", accessScope };

type Entries = ClusterDefinition["accessEntries"];

function found(renamed: Record<string, string>, accessEntries: Entries, creator = false): string[] {
  const definition = { renamed, accessEntries, enableClusterCreatorAdminPermissions: creator };
  return [...renamedFindings(definition), ...renamedNotes(definition)].map(
    ({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`,
  );
}

const entries = (...keys: readonly string[]): Entries => Object.fromEntries(keys.map((key) => [key, { principalArn }]));

function stays(from: string, to: string): string {
  return `note renamed-stays renamed.${from}: moves what Terraform knows as \`${from}\` to \`${to}\`, expected only until a plan with it is applied`;
}

function unknown(from: string, to: string): string {
  return `error reference-unknown renamed.${from}: not a key of access_entries, expected the key that \`${from}\` has now, got \`${to}\``;
}

function declared(from: string, what: string): string {
  return `error renamed-conflict renamed.${from}: expected a key that access_entries does not have any more, got \`${from}\`: ${what}`;
}

describe("renamed", () => {
  test("is a note while it stands, and nothing where there is none", () => {
    expect(found({ ops: "platform" }, entries("platform", "dev"))).toEqual([stays("ops", "platform")]);
    expect(found({ ops: "platform", qa: "dev" }, entries("platform", "dev"))).toEqual([
      stays("ops", "platform"),
      stays("qa", "dev"),
    ]);
    expect(found({}, entries("platform"))).toEqual([]);
  });

  test("says that nothing moves where Terraform has one name for both keys, also of the policies", () => {
    const [note, ...rest] = found({ "a.b": "a_b" }, { a_b: { principalArn, policyAssociations: { view: VIEW } } });
    expect([note, rest]).toEqual([
      "note renamed-stays renamed.a.b: moves nothing, for Terraform knows `a.b` and `a_b` as `a_b` both, expected no such line",
      [],
    ]);
  });

  test("leads to an entry that is declared", () => {
    expect(found({ ops: "platfrom" }, entries("platform"))).toEqual([unknown("ops", "platfrom")]);
    const [near] = renamedFindings({ renamed: { ops: "platfrom" }, accessEntries: entries("platform") });
    expect(near?.help).toBe("did you mean `platform`? If the entry has left the file, delete the line");
    const [far] = renamedFindings({ renamed: { ops: "x" }, accessEntries: entries("platform") });
    expect(far?.help).toBe("write the key that the entry has now. If the entry has left the file, delete the line");
  });

  test("is one step, neither a chain nor a circle", () => {
    const chain = { renamed: { a: "b", b: "c" }, accessEntries: entries("c") };
    expect(renamedFindings(chain)).toMatchObject([
      { code: "reference-unknown", path: "renamed.a", help: "write `a: c`: a key is renamed in one step" },
    ]);
    expect(found({ a: "b", b: "a" }, entries("c"))).toEqual([unknown("a", "b"), unknown("b", "a")]);
    expect(found({ a: "b", b: "a" }, entries("a", "b"))).toEqual([
      declared("a", "it is still declared"),
      declared("b", "it is still declared"),
    ]);
    expect(found({ a: "a" }, entries("a"))).toEqual([declared("a", "it is still declared")]);
  });

  test("has one old key for an entry: Terraform calls two of them ambiguous", () => {
    expect(found({ a: "c", b: "c" }, entries("c"))).toEqual([
      "error renamed-conflict renamed.b: expected one old key of `c`, got `a` and `b`",
      stays("a", "c"),
    ]);
  });

  test("compares names of Terraform: an address that something else has is not free", () => {
    const taken = "the resources of `a_b` have its address";
    expect(found({ "a.b": "c" }, entries("c", "a_b"))).toEqual([declared("a.b", taken)]);
    expect(found({ "a.b": "c" }, entries("c", "a_c"))).toEqual([stays("a.b", "c")]);
  });

  test("compares the addresses of policies too", () => {
    const renamed = { a: "c" };
    const c = { principalArn, policyAssociations: { b_view: VIEW } };
    const other = (policy: string): Entries => ({ c, a_b: { principalArn, policyAssociations: { [policy]: VIEW } } });
    expect(found(renamed, other("view"))).toEqual([declared("a", "the resources of `a_b` have its address")]);
    expect(found(renamed, other("edit"))).toEqual([stays("a", "c")]);
  });

  test("takes over the entry of the cluster's creator once the toggle is off, and not before", () => {
    const renamed = { cluster_creator: "admin" };
    expect(found(renamed, entries("admin"))).toEqual([stays("cluster_creator", "admin")]);
    expect(found(renamed, entries("admin"), true)).toEqual([declared("cluster_creator", "it is still declared")]);
  });
});
