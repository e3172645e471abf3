import { EksAccessEntry, type EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import {
  EksAccessPolicyAssociation,
  type EksAccessPolicyAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access/access-entry/access-entry-type";
import type { AccessEntry, AccessPolicyAssociation } from "../access/access-entry/access-entry";
import { dependencies, named, referenceText } from "./address/addresses";
import { type Adoptable, instance } from "./address/adoptable";
import { literal, literalArguments, literals } from "./address/literal";
import { rename } from "./address/adopt";
import { hasReference, PlainResources } from "./address/plain-resources";
import { prevention } from "./address/prevention";
import { resourceName } from "../inventory/definition/resource-name";
import { resourceNames } from "./address/resource-name";
import { partition, sessionContext } from "./settings/stack-data";
import type { Code } from "../finding/catalogue";
import { ValidationError } from "../finding/validation-error";

/** Access entries of a cluster, in the module's variables. */
export interface AccessEntriesProps {
  readonly clusterName: string;
  /**
   * A reference to the cluster's name, so that entries come after the cluster.
   * @default `clusterName` as text: something else manages the cluster
   */
  readonly clusterReference?: string;
  /** @default {} */
  readonly accessEntries?: Readonly<Record<string, AccessEntry>>;
  /**
   * Old keys and what they are now: what Terraform knows under the old key moves.
   * @default {}
   */
  readonly renamed?: Readonly<Record<string, string>>;
  /**
   * Whether whoever runs Terraform becomes cluster admin. Follows the caller: the next one replaces the first.
   * @default false
   */
  readonly enableClusterCreatorAdminPermissions?: boolean;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether Terraform refuses to destroy or replace an entry whose key stays in the file.
   * @default false
   */
  readonly protect?: boolean;
  /**
   * What has to hold before any entry or association is touched: guards.
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * What has to be there before single entries are: the bridge's binding, by the entry's key.
   * @default {}
   */
  readonly entryDependsOn?: Readonly<Record<string, readonly ITerraformDependable[]>>;
}

/**
 * One `aws_eks_access_entry.<key>` per entry and one `aws_eks_access_policy_association.<key>_<policy>` per policy: with
 * the module's `for_each`, one entry that fails withholds the policies of all others. An association follows its entry
 * by reference; neither is ever created before the old one is destroyed.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/main.tf; DOMAIN R40
 */
export class AccessEntries extends Construct {
  /** What the resources were before, for `adopt`. */
  public readonly adoptables: readonly Adoptable[];
  /** All of them, for what comes after the entries: a ConfigMap that is emptied. */
  public readonly dependables: readonly ITerraformDependable[];

  private readonly plain: PlainResources;
  /** The cluster's name as JSON has it: a reference is resolved once, not with each entry. */
  private readonly clusterText: string;
  private readonly waiting: ReadonlyMap<string, readonly ITerraformDependable[]>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessEntriesProps,
  ) {
    super(scope, id);
    const declared = Object.entries({ ...this.clusterCreator(), ...props.accessEntries });
    const associations = declared.flatMap(associationsOf);
    const names = resourceNames(declared.map(([key]) => ({ key, path: `access_entries.${key}` })));
    const associationNames = resourceNames(associations);
    this.plain = new PlainResources(this, "plain");
    this.clusterText = referenceText(this, props.clusterReference ?? literal(props.clusterName));
    this.waiting = new Map(Object.entries(props.entryDependsOn ?? {}));
    this.dependables = [
      ...declared.map(([key, entry]) => this.entry(key, nameOf(names, key), entry)),
      ...associations.map((it) => this.association(nameOf(associationNames, it.key), nameOf(names, it.entryKey), it)),
    ];
    this.adoptables = [
      ...declared.map(([key, entry]) => this.entryAdoptable(nameOf(names, key), key, entry)),
      ...associations.map((it) => this.associationAdoptable(nameOf(associationNames, it.key), it)),
    ];
    rename(this, this.adoptables);
  }

  private clusterCreator(): Readonly<Record<string, AccessEntry>> {
    if (!this.props.enableClusterCreatorAdminPermissions) return {};
    const policyArn = `arn:${partition(this).partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
    return {
      cluster_creator: {
        principalArn: sessionContext(this).issuerArn,
        policyAssociations: { admin: { policyArn, accessScope: { type: "cluster" } } },
      },
    };
  }

  private entry(key: string, name: string, entry: AccessEntry): ITerraformDependable {
    const { principalArn, type = "STANDARD" } = entry;
    const { kubernetesGroups, userName } = identityOf(key, entry);
    const tags = { ...this.props.tags, ...entry.tags };
    const id = `entry_${name}`;
    const dependsOn = [...(this.props.dependsOn ?? []), ...(this.waiting.get(key) ?? [])];
    const config = { principalArn, type, kubernetesGroups, userName, tags };
    if (hasReference(config)) {
      const { clusterText: clusterName } = this;
      const lifecycle = prevention(this.props);
      const referring = literals<EksAccessEntryConfig>({ ...config, clusterName: "", lifecycle });
      return named(new EksAccessEntry(this, id, { ...referring, clusterName, dependsOn: [...dependsOn] }), name);
    }
    const attributes = literalArguments({
      kubernetes_groups: kubernetesGroups,
      lifecycle: prevention(this.props) && { prevent_destroy: true },
      principal_arn: principalArn,
      tags,
      type,
      user_name: userName,
    });
    return this.plain.add({ type: "aws_eks_access_entry", name, id, attributes: this.framed(attributes, dependsOn) });
  }

  private association(name: string, entryName: string, { association }: KeyedAssociation): ITerraformDependable {
    const { type, namespaces = [] } = association.accessScope;
    const { policyArn } = association;
    const id = `association_${name}`;
    const principalArn = `\${aws_eks_access_entry.${entryName}.principal_arn}`;
    const accessScope = { type, namespaces: namespaces.length > 0 ? namespaces : undefined };
    if (hasReference({ policyArn, accessScope })) {
      const { clusterText: clusterName } = this;
      const referring = literals<EksAccessPolicyAssociationConfig>({
        clusterName: "",
        principalArn: "",
        policyArn,
        accessScope,
      });
      const dependsOn = [...(this.props.dependsOn ?? [])];
      const config = { ...referring, clusterName, principalArn, dependsOn };
      return named(new EksAccessPolicyAssociation(this, id, config), name);
    }
    const attributes = this.framed(
      literalArguments({ access_scope: accessScope, policy_arn: policyArn }),
      this.props.dependsOn,
    );
    const all = { ...attributes, principal_arn: principalArn };
    return this.plain.add({ type: "aws_eks_access_policy_association", name, id, attributes: all });
  }

  /** What entries and associations have in common. */
  private framed(attributes: Attributes, dependsOn: readonly ITerraformDependable[] = []): Attributes {
    const waiting = dependsOn.length > 0 ? { depends_on: dependencies(this, dependsOn) } : {};
    return { ...attributes, ...waiting, cluster_name: this.clusterText };
  }

  private entryAdoptable(name: string, key: string, { principalArn }: AccessEntry): Adoptable {
    const old = this.oldKeyOf(key);
    return {
      address: `aws_eks_access_entry.${name}`,
      ...(old === undefined ? {} : { formerly: `aws_eks_access_entry.${resourceName(old)}` }),
      module: { origin: "eks", address: instance("aws_eks_access_entry.this", old ?? key) },
      importId: () => literal(`${this.props.clusterName}:${principalArn}`),
      accessEntry: key,
    };
  }

  private associationAdoptable(
    name: string,
    { key, policyKey, entryKey, principalArn, association }: KeyedAssociation,
  ): Adoptable {
    const oldEntry = this.oldKeyOf(entryKey);
    const old = oldEntry === undefined ? undefined : associationKey(oldEntry, policyKey);
    return {
      address: `aws_eks_access_policy_association.${name}`,
      ...(old === undefined ? {} : { formerly: `aws_eks_access_policy_association.${resourceName(old)}` }),
      module: { origin: "eks", address: instance("aws_eks_access_policy_association.this", old ?? key) },
      importId: () => literal([this.props.clusterName, principalArn, association.policyArn].join("#")),
      accessEntry: entryKey,
      isAssociation: true,
    };
  }

  /** The key that an entry had before, where the file says that it was renamed. */
  private oldKeyOf(key: string): string | undefined {
    return Object.entries(this.props.renamed ?? {}).find(([, to]) => to === key)?.[0];
  }
}

type Attributes = Readonly<Record<string, unknown>>;

interface KeyedAssociation {
  /** `<entry key>_<policy key>`, the module's. */
  readonly key: string;
  readonly policyKey: string;
  readonly path: string;
  readonly entryKey: string;
  readonly principalArn: string;
  readonly association: AccessPolicyAssociation;
}

function associationsOf([entryKey, entry]: readonly [string, AccessEntry]): readonly KeyedAssociation[] {
  const policies = Object.entries(entry.policyAssociations ?? {});
  const type = entry.type ?? "STANDARD";
  if (policies.length > 0 && !ACCESS_ENTRY_TYPE_FACTS[type].policies) {
    throw forbidden("entry-policies-on-type", `access_entries.${entryKey}.policy_associations`, type);
  }
  const { principalArn } = entry;
  return policies.map(([policy, association]) => ({
    key: associationKey(entryKey, policy),
    policyKey: policy,
    path: `access_entries.${entryKey}.policy_associations.${policy}`,
    entryKey,
    principalArn,
    association,
  }));
}

function associationKey(entryKey: string, policyKey: string): string {
  return `${entryKey}_${policyKey}`;
}

/**
 * Groups are rendered on STANDARD entries even where there are none: left out, they would stay as they are in AWS. On
 * other types AWS refuses both.
 * @see DOMAIN §2.2, §2.7
 */
function identityOf(key: string, { type = "STANDARD", kubernetesGroups = [], userName }: AccessEntry) {
  if (ACCESS_ENTRY_TYPE_FACTS[type].identity) return { kubernetesGroups, userName };
  if (userName !== undefined) throw forbidden("entry-username-on-type", `access_entries.${key}.user_name`, type);
  if (kubernetesGroups.length > 0)
    throw forbidden("entry-groups-on-type", `access_entries.${key}.kubernetes_groups`, type);
  return {};
}

function forbidden(code: Code, path: string, type: string): ValidationError {
  return new ValidationError({
    code,
    path,
    message: `AWS refuses it on this type, expected nothing, got it on \`${type}\``,
    help: "leave it out: the type gives nodes their username and groups; an entry of people is of type STANDARD",
  });
}

function nameOf(names: ReadonlyMap<string, string>, key: string): string {
  return names.get(key) ?? resourceName(key);
}
