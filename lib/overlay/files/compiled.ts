import { TerraformStack } from "cdktf";
import { RootConstruct } from "constructs";
import { AccessEntries } from "../../eks/access-entries";
import { BridgeBinding, RbacBindings } from "../../eks/rbac-bindings";
import { kubernetesProvider } from "../../eks/settings/kubernetes-provider";
import { usesKubernetes } from "../../guards/aws-auth/config-map-unread";
import { guards } from "../../guards/guards";
import type { OverlayTarget } from "../overlay-target";
import { keysOfOwnPrincipals } from "../check/entry-checks";
import { idleEntries, withoutInstances } from "./idle-entries";
import type { OverlayKubernetes } from "./kubernetes-settings";

/** What a cluster's overlay has in the normal file, in names that are not the cluster's yet. */
export interface Compiled {
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly ephemeral: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly locals: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The Kubernetes provider; undefined where nothing is asked or written there. */
  readonly provider: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The same guards as in a stack, the bridge, the bindings, and entries where no module makes them. No second read: what
 * waits for something of this plan is put off to the apply, and everything that waits for the guards with it.
 * Its stack stands in no app: an app makes its output folder as soon as it is there.
 */
export function compiled(target: OverlayTarget, kubernetes: OverlayKubernetes): Compiled {
  const { staged } = target.cluster;
  const stack = new TerraformStack(new RootConstruct(), "overlay");
  const guarded = guards(stack, staged);
  const { rbacBindings = {}, clusterName, tags = {} } = staged.definition;
  const { bridge, entries } = staged.rendering;
  if (Object.keys(rbacBindings).length > 0)
    new RbacBindings(stack, "rbac_bindings", { rbacBindings, dependsOn: guarded });
  const binding =
    bridge && new BridgeBinding(stack, "bridge", { bridgeGroup: bridge.group, dependsOn: guarded }).binding;
  const idle = target.eks.block.kind === "resource" ? idleEntries(target) : {};
  if (target.eks.block.kind === "resource") {
    const waiting = (bridge?.entries ?? []).map((key) => [key, binding === undefined ? [] : [binding]] as const);
    const entryDependsOn = Object.fromEntries(waiting);
    new AccessEntries(stack, "access_entries", {
      clusterName,
      accessEntries: { ...entries, ...idle },
      tags,
      dependsOn: guarded,
      entryDependsOn,
    });
  }
  if (usesKubernetes(staged)) provider(stack, target, kubernetes);
  const json = fieldsOf(withoutComments(stack.toTerraform()));
  const [own] = listOf(fieldsOf(json.provider).kubernetes);
  return {
    data: byType(json.data),
    ephemeral: byType(json.ephemeral),
    locals: withoutOwnPrincipals(fieldsOf(json.locals), target),
    resource: withoutInstances(byType(json.resource), idle),
    provider: own === undefined ? undefined : { ...fieldsOf(own), ...kubernetes.copied },
  };
}

/** A role or user that the same root makes may come in the same plan: whoever is named by reference to it is not looked for in IAM. */
function withoutOwnPrincipals(
  locals: Readonly<Record<string, unknown>>,
  target: OverlayTarget,
): Readonly<Record<string, unknown>> {
  const own = keysOfOwnPrincipals(target);
  const isOpen = ([key]: readonly [string, unknown]): boolean => !own.includes(key);
  return Object.fromEntries(
    Object.entries(locals).map(([name, value]) => {
      const isAsked = name === "entry_roles" || name === "entry_users";
      return [name, isAsked ? Object.fromEntries(Object.entries(fieldsOf(value)).filter(isOpen)) : value];
    }),
  );
}

function provider(stack: TerraformStack, { cluster }: OverlayTarget, { auth }: OverlayKubernetes): void {
  const { clusterName, terraform } = cluster.staged.definition;
  const { region, assumeRole, configPath, configContext } = terraform;
  kubernetesProvider(stack, {
    clusterName,
    region,
    kubernetesAuth: auth,
    ...(assumeRole === undefined ? {} : { assumeRole }),
    ...(configPath === undefined ? {} : { configPath }),
    ...(configContext === undefined ? {} : { configContext }),
  });
}

/** cdktf says of each block which construct made it. */
function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, item]) => key !== "//" && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutComments(item)]));
}

function byType(value: unknown): Record<string, Readonly<Record<string, unknown>>> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([type, named]) => [type, fieldsOf(named)]));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
