import type { Construct } from "constructs";
import { CLUSTER_ADDRESSES, MODULE_CALLS } from "../../inventory/definition/cluster-addresses";
import { Refactoring } from "../address/refactoring";

/**
 * Takes the cluster out of state, should it be in it, and leaves it alive: a file whose `render` was `resources` has it
 * there, and what is in state and not rendered is destroyed.
 * @see docs/adoption.md
 */
export function forgetCluster(scope: Construct, made: readonly string[] = []): void {
  const refactoring = Refactoring.of(scope);
  for (const address of CLUSTER_ADDRESSES) if (!made.includes(address)) refactoring.forget(address);
}

/** Calls of the module that a stack takes over: what is rendered moves out of them. */
interface AdoptedCalls {
  readonly module?: string;
  readonly awsAuthModule?: string;
}

/**
 * The same for what the module's calls hold: by their usual names, for a file whose `render` was `module` has the cluster there, and
 * by those that are taken over. What is rendered moves; security groups, the KMS key and node groups stay alive.
 * @see docs/adoption.md
 */
export function forgetModules(scope: Construct, { module, awsAuthModule }: AdoptedCalls = {}): void {
  const refactoring = Refactoring.of(scope);
  const calls = [...MODULE_CALLS, module, awsAuthModule].filter((call) => call !== undefined);
  for (const address of new Set(calls)) refactoring.forget(address);
}
