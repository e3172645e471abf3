import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type AuthenticationMode, readsConfigMap } from "../lib/access/access-entry/authentication-mode";
import { encodeAwsAuth } from "../lib/access/aws-auth/aws-auth-encode";
import { AccessEntries } from "../lib/eks/access-entries";
import type { Adoptable } from "../lib/eks/address/adoptable";
import { AwsAuth, forgetAwsAuth } from "../lib/eks/modules/aws-auth";
import { BridgeBinding, RbacBindings } from "../lib/eks/rbac-bindings";
import { type ClusterDefinition, isProtected } from "../lib/inventory/definition/cluster-definition";
import type { Rendering } from "../lib/migration/rendering/rendering";
import type { StagedCluster } from "../lib/migration/staged-cluster";

/** What {@link ClusterAccess} renders, and after what. */
export interface ClusterAccessProps {
  readonly staged: StagedCluster<ClusterDefinition>;
  /** Guards: nothing is touched where they refuse. */
  readonly guarded: readonly ITerraformDependable[];
  /** @default something else manages the cluster */
  readonly cluster?: EksCluster;
}

/** What a stack renders of who can reach a cluster: entries, aws-auth, bindings, as the stage says. */
export class ClusterAccess extends Construct {
  public readonly adoptables: readonly Adoptable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAccessProps,
  ) {
    super(scope, id);
    const { definition, rendering } = props.staged;
    const bindings = this.bindings(definition);
    const entries = this.entries(definition, rendering);
    const awsAuth = this.awsAuth(rendering, entries);
    forgetAwsAuth(this, rendering.awsAuth.forget, definition.adopt?.awsAuthModule);
    this.adoptables = [entries, ...bindings, ...awsAuth].flatMap(({ adoptables }) => adoptables);
  }

  private bindings({ rbacBindings = {} }: ClusterDefinition): RbacBindings[] {
    if (Object.keys(rbacBindings).length === 0) return [];
    return [new RbacBindings(this, "rbac_bindings", { rbacBindings, dependsOn: this.props.guarded })];
  }

  /** Entries of cluster admins wait for the binding of the bridge group, which serves them until their policy is there. */
  private entries(definition: ClusterDefinition, rendering: Rendering): AccessEntries {
    const { bridge, entries, creatorAdmin } = rendering;
    const { cluster, guarded } = this.props;
    const binding =
      bridge && new BridgeBinding(this, "bridge", { bridgeGroup: bridge.group, dependsOn: guarded }).binding;
    const waiting = (bridge?.entries ?? []).map((key) => [key, binding === undefined ? [] : [binding]] as const);
    return new AccessEntries(this, "access_entries", {
      clusterName: definition.clusterName,
      ...(cluster === undefined ? {} : { clusterReference: cluster.id }),
      accessEntries: entries,
      renamed: definition.renamed ?? {},
      enableClusterCreatorAdminPermissions: creatorAdmin,
      tags: definition.tags ?? {},
      protect: isProtected(definition),
      dependsOn: guarded,
      entryDependsOn: Object.fromEntries(waiting),
    });
  }

  /** At `api` too, whose plan switches the mode, or waits for somebody else to: until then the cluster reads the ConfigMap. */
  private isProtectedRead(mode: AuthenticationMode): boolean {
    const { definition } = this.props.staged;
    return isProtected(definition) && (readsConfigMap(mode) || definition.migration !== undefined);
  }

  /**
   * Rows leave after every entry and policy is there; rows that stay wait for nothing. Rows that the mode reads are emptied by
   * an update, and never destroyed.
   */
  private awsAuth({ mode, awsAuth: { create, manage, rows } }: Rendering, entries: AccessEntries): AwsAuth[] {
    if (!create && !manage) return [];
    const isEmptied = rows.roles.length + rows.users.length + rows.accounts.length === 0;
    return [
      new AwsAuth(this, "aws_auth", {
        createAwsAuthConfigmap: create,
        manageAwsAuthConfigmap: manage,
        ...encodeAwsAuth(rows),
        protect: this.isProtectedRead(mode),
        dependsOn: [...this.props.guarded, ...(isEmptied ? entries.dependables : [])],
      }),
    ];
  }
}
