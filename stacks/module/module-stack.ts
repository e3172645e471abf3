import { passedGate } from "../passed-gate";
import { stackName } from "../stack-name";
import { type ITerraformDependable, TerraformHclModule, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { refuseSharedAddresses, named } from "../../lib/eks/address/addresses";
import { literal, literals } from "../../lib/eks/address/literal";
import { Refactoring } from "../../lib/eks/address/refactoring";
import { forgetCluster } from "../../lib/eks/cluster/forget-cluster";
import { liveOidcProvider } from "../../lib/eks/cluster/oidc-provider";
import { ServiceAccounts } from "../../lib/eks/iam/service-accounts";
import { BridgeBinding, RbacBindings } from "../../lib/eks/rbac-bindings";
import { local } from "../../lib/guards/live";
import { guards } from "../../lib/guards/guards";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { MODULE_CALLS } from "../../lib/inventory/definition/cluster-addresses";
import { resourceName } from "../../lib/inventory/definition/resource-name";
import { AWS_AUTH_RESOURCES, type AwsAuthResource } from "../../lib/migration/rendering/rendered-aws-auth";
import type { StagedCluster } from "../../lib/migration/staged-cluster";
import { stagedClusterOf } from "../staged-props";
import type { ClusterStackProps } from "../../lib/inventory/definition/cluster-props";
import {
  awsAuthArguments,
  eksArguments,
  moduleCallOf,
  otherArguments,
  outputExpression,
  ownTags,
  versionBeside,
} from "./module-arguments";
import { remoteStates } from "./remote-states";
import { kubernetesSettings, stackSettings } from "../stack-settings";

/** The local that every argument of access waits for: whether all guards have passed. */
const PASSED = "guards_passed";

/** What stands for all guards. */
const GUARDS = "data.aws_partition.guards";

/**
 * A cluster by the Terraform module itself, called with what the stage says. The module's arguments wait for the guards by value:
 * `depends_on` on its call would put its data sources off to the apply, and entries would be replaced.
 */
export class ModuleStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ClusterStackProps | StagedCluster<ClusterDefinition>) {
    super(scope, stackName(scope, id));
    const staged = passedGate(stagedClusterOf(props, "module"));
    const { definition } = staged;
    stackSettings(this, staged);
    kubernetesSettings(this, staged, endpointOf(definition));
    const guarded = guards(this, staged);
    local(this, PASSED, `\${can(${GUARDS})}`);
    this.bindings(staged, guarded);
    const eks = this.eks(staged);
    this.awsAuth(staged, [...guarded, eks]);
    this.renamed(staged);
    forgetRendered(this, staged);
    forgetUsualCalls(this, definition);
    this.others(definition);
    remoteStates(this, definition.terraform);
    this.serviceAccounts(definition, guarded);
    this.outputs(definition);
    refuseSharedAddresses(this);
  }

  private eks(staged: StagedCluster<ClusterDefinition>): TerraformHclModule {
    const { name, source, version } = moduleCallOf(staged.definition);
    const { access, own } = eksArguments(staged);
    for (const [argument, value] of Object.entries(access)) {
      if (typeof value === "object") local(this, argument, value);
    }
    const waiting = Object.entries(access).map(([argument, value]) => [argument, this.waits(argument, value)] as const);
    const variables = { ...own, ...Object.fromEntries(waiting) };
    return named(
      new TerraformHclModule(this, "eks", {
        source: literal(source),
        ...(version === undefined ? {} : { version }),
        variables,
        skipAssetCreationFromLocalModules: true,
      }),
      name,
    );
  }

  /** A tuple of the value and the guards, of which the value is taken: it plans as the bare value does. */
  private waits(argument: string, value: unknown): string {
    const written = typeof value === "object" ? `local.${argument}` : JSON.stringify(value);
    return `\${[${written}, local.${PASSED}][0]}`;
  }

  /** Rows wait for the guards' second reads, and leave after every entry is there. The sub-module reads nothing that this puts off. */
  private awsAuth(staged: StagedCluster<ClusterDefinition>, dependsOn: readonly ITerraformDependable[]): void {
    const { definition, rendering } = staged;
    const { awsAuthName, awsAuthSource, awsAuthFormerly, version } = moduleCallOf(definition);
    const { create, manage, forget } = rendering.awsAuth;
    const refactoring = Refactoring.of(this);
    if (create || manage) {
      named(
        new TerraformHclModule(this, "aws_auth", {
          source: literal(awsAuthSource),
          ...(version === undefined ? {} : { version }),
          variables: literals(awsAuthArguments(rendering.awsAuth)),
          dependsOn: [...dependsOn],
          skipAssetCreationFromLocalModules: true,
        }),
        awsAuthName,
      );
      if (awsAuthFormerly !== undefined) refactoring.move(`module.${awsAuthFormerly}`, `module.${awsAuthName}`);
      this.takeOver(staged);
      for (const address of forget) forgetWithin(refactoring, `module.${awsAuthName}`, address);
    } else if (forget.length > 0) {
      for (const name of [awsAuthName, awsAuthFormerly]) if (name !== undefined) refactoring.forget(`module.${name}`);
      this.takeOver(staged);
    }
  }

  /**
   * What module v18.20 to v19 has of aws-auth within itself: a later version declares it no more, and the plan would destroy it with
   * everybody's rows.
   */
  private takeOver({ definition, rendering }: StagedCluster<ClusterDefinition>): void {
    const { name, awsAuthName } = moduleCallOf(definition);
    const refactoring = Refactoring.of(this);
    for (const address of AWS_AUTH_RESOURCES) {
      const from = `module.${name}.${address}`;
      if (rendering.awsAuth.forget.includes(address)) refactoring.forget(from);
      else refactoring.move(`${from}[0]`, `module.${awsAuthName}.${address}[0]`);
    }
  }

  private bindings(
    { definition, rendering }: StagedCluster<ClusterDefinition>,
    dependsOn: ITerraformDependable[],
  ): void {
    const { rbacBindings = {} } = definition;
    if (Object.keys(rbacBindings).length > 0) new RbacBindings(this, "rbac_bindings", { rbacBindings, dependsOn });
    const { bridge } = rendering;
    if (bridge !== undefined) new BridgeBinding(this, "bridge", { bridgeGroup: bridge.group, dependsOn });
  }

  /** Entries move to their new keys within the module, with their policies. */
  private renamed({ definition, rendering }: StagedCluster<ClusterDefinition>): void {
    const { name, formerly } = moduleCallOf(definition);
    const module = `module.${name}`;
    const refactoring = Refactoring.of(this);
    if (formerly !== undefined) refactoring.move(`module.${formerly}`, module);
    for (const [old, key] of Object.entries(definition.renamed ?? {})) {
      const entry = rendering.entries[key];
      if (entry === undefined) continue;
      const entryAt = (each: string): string => `${module}.aws_eks_access_entry.this[${JSON.stringify(each)}]`;
      refactoring.move(entryAt(old), entryAt(key));
      for (const policy of Object.keys(entry.policyAssociations ?? {})) {
        const at = (each: string): string =>
          `${module}.aws_eks_access_policy_association.this[${JSON.stringify(`${each}_${policy}`)}]`;
        refactoring.move(at(old), at(key));
      }
    }
  }

  private others(definition: ClusterDefinition): void {
    for (const [name, { source, version = versionBeside(definition, source), ...own }] of Object.entries(
      definition.modules ?? {},
    )) {
      named(
        new TerraformHclModule(this, `module_${name}`, {
          source: literal(source),
          ...(version === undefined ? {} : { version }),
          variables: otherArguments(own),
          skipAssetCreationFromLocalModules: true,
        }),
        name,
      );
    }
  }

  /** Roles trust the provider that the account has for the cluster's issuer: the plan fails where there is none. */
  private serviceAccounts(definition: ClusterDefinition, dependsOn: readonly ITerraformDependable[]): void {
    const { clusterName, serviceAccounts = {} } = definition;
    if (Object.keys(serviceAccounts).length === 0) return;
    const oidcProvider = liveOidcProvider(this, clusterName);
    const tags = ownTags(definition);
    new ServiceAccounts(this, "service_accounts", { clusterName, serviceAccounts, oidcProvider, tags, dependsOn });
  }

  private outputs(definition: ClusterDefinition): void {
    for (const [name, output] of Object.entries(definition.outputs ?? {}))
      named(new TerraformOutput(this, `output_${name}`, { value: outputExpression(definition, output) }), name);
  }
}

/** A cluster that is yet to be tells its endpoint by the module; one that a migration moves is read live, before all of it. */
function endpointOf(definition: ClusterDefinition) {
  return definition.migration === undefined ? { module: moduleCallOf(definition).name } : undefined;
}

/**
 * Takes a resource of a call that stays out of state, and leaves it alive: a toggle of the sub-module that goes to false would destroy the
 * ConfigMap. Terraform forgets no resource that a module still declares; one instance, which it declares no more, moves out
 * of it, and is forgotten there.
 */
function forgetWithin(refactoring: Refactoring, call: string, address: AwsAuthResource): void {
  const outside = `${address}_of_module`;
  refactoring.move(`${call}.${address}[0]`, outside);
  refactoring.forget(outside);
}

/**
 * Takes out of state, and leaves alive, what `render: resources` or `access` has at addresses of its own: the module has the cluster,
 * its entries and its rows at others, and what is in state and not rendered is destroyed.
 * @see docs/adoption.md
 */
function forgetRendered(stack: ModuleStack, { definition, rendering }: StagedCluster<ClusterDefinition>): void {
  const refactoring = Refactoring.of(stack);
  forgetCluster(stack);
  for (const name of ["kubernetes_config_map", "kubernetes_config_map_v1_data"]) refactoring.forget(`${name}.aws_auth`);
  for (const [key, policies] of Object.entries(entryKeys(definition, rendering.entries))) {
    refactoring.forget(`aws_eks_access_entry.${resourceName(key)}`);
    for (const policy of policies)
      refactoring.forget(`aws_eks_access_policy_association.${resourceName(`${key}_${policy}`)}`);
  }
}

/**
 * The calls of the names that a file has where it gives none, where it gives others: a state may still have them, and a plan would
 * destroy the cluster and the rows. Forgotten, both stay alive, and what is made anew is answered that it exists. Those that move are
 * not forgotten.
 * @see docs/module.md
 */
function forgetUsualCalls(stack: ModuleStack, definition: ClusterDefinition): void {
  const { name, formerly, awsAuthName, awsAuthFormerly } = moduleCallOf(definition);
  const before = [formerly, awsAuthFormerly].flatMap((call) => (call === undefined ? [] : [call.replace(/\[.*/, "")]));
  const known = [name, awsAuthName, ...before, ...Object.keys(definition.modules ?? {})].map(
    (call) => `module.${call}`,
  );
  for (const call of MODULE_CALLS) if (!known.includes(call)) Refactoring.of(stack).forget(call);
}

/** Keys that entries may have in state, with those of their policies: the caller's, which no file names, and old ones too. */
function entryKeys(
  { accessEntries, renamed = {} }: ClusterDefinition,
  rendered: StagedCluster<ClusterDefinition>["rendering"]["entries"],
): Readonly<Record<string, readonly string[]>> {
  const named = Object.entries({ ...accessEntries, ...rendered }).map(
    ([key, { policyAssociations = {} }]) => [key, Object.keys(policyAssociations)] as const,
  );
  const own = Object.fromEntries(named);
  const old = Object.entries(renamed).map(([key, to]) => [key, own[to] ?? []] as const);
  return { cluster_creator: ["admin"], ...Object.fromEntries(old), ...own };
}
