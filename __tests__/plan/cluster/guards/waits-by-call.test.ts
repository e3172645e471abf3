import { waitsByCall } from "../../../../lib/plan/cluster/guards/waits-by-call";
import { PlanConfiguration } from "../../../../lib/plan/objects/configuration";

const GUARDS = "data.aws_partition.guards";
const PASSED = { references: ["local.guards_passed"] };
const OTHER = { references: ["local.other"] };

/** A resource of a type within `module.eks`, whose call is this. */
function waits(call: object, type: string, moduleAddress = "module.eks"): boolean {
  const object = { address: "x", moduleAddress, mode: "managed", type, name: "this" } as const;
  return waitsByCall(new PlanConfiguration({ root_module: { module_calls: { eks: call } } }), object, GUARDS);
}

describe(waitsByCall, () => {
  test.each([
    ["aws_eks_cluster", "authentication_mode"],
    ["aws_eks_access_entry", "access_entries"],
    ["aws_eks_access_policy_association", "access_entries"],
  ])("%s within the module waits by the argument %s of its call", (type, argument) => {
    expect(waits({ expressions: { [argument]: PASSED } }, type)).toBe(true);
    expect(waits({ expressions: { [argument]: OTHER } }, type)).toBe(false);
    const another = argument === "access_entries" ? "authentication_mode" : "access_entries";
    expect(waits({ expressions: { [another]: PASSED } }, type)).toBe(false);
  });

  test.each([
    "authentication_mode",
    "access_entries",
    "aws_auth_roles",
    "create_aws_auth_configmap",
    "manage_aws_auth_x",
  ])("a call with %s has the access of the cluster: rows within it do not wait by value", (argument) => {
    expect(waits({ expressions: { [argument]: PASSED } }, "kubernetes_config_map_v1")).toBe(false);
  });

  test.each(["cluster_name", "my_access_entries", "access_entries_of", "create_access_entry"])(
    "a call with %s alone is of another module, which waits for nothing",
    (argument) => {
      expect(waits({ expressions: { [argument]: OTHER } }, "aws_eks_access_entry")).toBe(true);
    },
  );

  test("whatever stands in a call that depends on the guards waits", () => {
    const expressions = { access_entries: OTHER };
    expect(waits({ expressions, depends_on: [GUARDS] }, "kubernetes_config_map_v1_data")).toBe(true);
    expect(waits({ expressions, depends_on: ["data.aws_partition.other"] }, "aws_eks_access_entry")).toBe(false);
    expect(waits({ expressions, depends_on: [GUARDS] }, "x", 'module.eks["a"].module.nodes[0]')).toBe(true);
  });

  test("one argument of access is enough, whatever else the call has", () => {
    const expressions = { cluster_name: OTHER, access_entries: OTHER, tags: OTHER };
    expect(waits({ expressions }, "aws_eks_access_entry")).toBe(false);
  });

  test("nothing waits by a call that is not there, nor outside of every module", () => {
    expect(waits({ depends_on: [GUARDS] }, "aws_eks_access_entry", "")).toBe(false);
    expect(waits({ depends_on: [GUARDS] }, "aws_eks_access_entry", "module.other")).toBe(false);
  });
});
