import type { PlanConfiguration } from "../../objects/configuration";
import type { PlanObject } from "../../objects/plan-object";
import { callPath } from "../../reading/module-path";
import { listOf, recordOf } from "../../reading/plan-shape";

/** Whether all guards have passed: arguments of access of a stack that calls the module wait for it by value. */
const PASSED = "local.guards_passed";

/** By type within the module, the argument of its call by which it waits. Rows wait by `depends_on` of the sub-module's call. */
const BY_ARGUMENT: Readonly<Record<string, string>> = {
  aws_eks_cluster: "authentication_mode",
  aws_eks_access_entry: "access_entries",
  aws_eks_access_policy_association: "access_entries",
};

/** Arguments by which a call has the access of the cluster: another module of the stack, such as Karpenter's, has none. */
const OF_ACCESS = /^(?:authentication_mode|access_entries|(?:create_|manage_)?aws_auth_.*)$/;

/** Whether what stands within a module waits for the guards by the call of that module in the root. */
export function waitsByCall(configuration: PlanConfiguration, object: PlanObject, guards: string): boolean {
  const [name = ""] = callPath(object.moduleAddress).split(".");
  const call = configuration.rootCall(name);
  if (call === undefined) return false;
  if (listOf(call.depends_on).includes(guards)) return true;
  const expressions = recordOf(call.expressions);
  if (!Object.keys(expressions).some((argument) => OF_ACCESS.test(argument))) return true;
  const argument = BY_ARGUMENT[object.type];
  return argument !== undefined && refersTo(expressions[argument], PASSED);
}

function refersTo(expression: unknown, reference: string): boolean {
  return listOf(recordOf(expression).references).includes(reference);
}
