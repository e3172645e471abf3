import {
  EksPodIdentityAssociation,
  type EksPodIdentityAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { Annotations, type AnnotationsConfig } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1, type ServiceAccountV1Config } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { named } from "../address/addresses";
import type { Adoptable } from "../address/adoptable";
import { attachPolicies, roleAdoptables } from "./attached-policies";
import { literal, literals } from "../address/literal";
import { placedKeys } from "../../inventory/definition/resource-name";
import { accountRoleName, serviceAccountFindings } from "../../inventory/definition/section-checks";
import { resourceNames } from "../address/resource-name";
import { trustPolicy } from "./trust-policy";
import { refuse } from "../../finding/validation-error";

/** A Kubernetes service account with an IAM role: by IRSA, or by Pod Identity. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  /**
   * Policy ARNs by a name of the team's choice.
   * @default {}
   */
  readonly policies?: Readonly<Record<string, string>>;
  /** @default `<cluster>-<namespace>-<name>` */
  readonly roleName?: string;
  /**
   * Annotations of the account, beside the role's.
   * @default {}
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Whether Terraform makes the account: `false` takes one that exists, and annotates it over whatever annotates it.
   * @default true
   */
  readonly create?: boolean;
  /**
   * Whether pods get the role by EKS Pod Identity: the role trusts the service, and nothing is annotated.
   * @default false
   */
  readonly podIdentity?: boolean;
}

/** The identity provider that IAM trusts. */
export interface OidcProviderReference {
  readonly arn: string;
  /** The issuer, with or without `https://`. */
  readonly url: string;
}

/** The section `service_accounts`. */
export interface ServiceAccountsProps {
  readonly clusterName: string;
  readonly serviceAccounts: Readonly<Record<string, ServiceAccount>>;
  /**
   * `Eks.oidcProvider`, or one that exists.
   * @default none: every account has `podIdentity`
   */
  readonly oidcProvider?: OidcProviderReference;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What has to hold before an account is touched: guards.
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** Who hands roles to pods. */
const POD_IDENTITY = "pods.eks.amazonaws.com";

/**
 * `aws_iam_role.service_account_<key>`, which only this account may take, its policies, and the annotated account; with Pod Identity
 * `aws_eks_pod_identity_association.<key>` in the annotation's place.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html; CASES 2
 */
export class ServiceAccounts extends Construct {
  /** By the key of `serviceAccounts`. */
  public readonly roles: ReadonlyMap<string, IamRole>;
  /** What the resources were before, for `adopt`. */
  public readonly adoptables: readonly Adoptable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceAccountsProps,
  ) {
    super(scope, id);
    refuse(serviceAccountFindings(props.clusterName, props.serviceAccounts));
    const names = resourceNames(placedKeys("service_accounts", props.serviceAccounts));
    const accounts = Object.entries(props.serviceAccounts).map(([key, account]) => ({
      key,
      account,
      resource: names.get(key) ?? key,
      roleName: accountRoleName(props.clusterName, account),
    }));
    this.roles = new Map(accounts.map((named) => [named.key, this.render(named)]));
    this.adoptables = accounts.flatMap(adoptablesOf);
  }

  private render({ account, resource, roleName }: NamedAccount): IamRole {
    const name = `service_account_${resource}`;
    const { policies = {} } = account;
    const config = literals<IamRoleConfig>({
      name: roleName,
      assumeRolePolicy: account.podIdentity === true ? this.podTrust(name) : this.trust(name, account),
      tags: this.props.tags,
    });
    const role = named(new IamRole(this, name, config), name);
    attachPolicies(this, { role, resource: name, roleName, policies });
    if (account.podIdentity === true) this.associate(resource, account, role);
    else this.annotate(resource, account, role);
    return role;
  }

  /** EKS itself asks, for whichever account is associated. */
  private podTrust(name: string): string {
    const principals = [{ type: "Service", identifiers: [POD_IDENTITY] }] as const;
    return trustPolicy(this, name, { action: "sts:AssumeRole", tagsSession: true, principals, equals: {} });
  }

  private associate(resource: string, account: ServiceAccount, role: IamRole): void {
    const { namespace, name, create = true, annotations } = account;
    const dependsOn = this.props.dependsOn?.length ? this.props.dependsOn : undefined;
    if (create) {
      const config = literals<ServiceAccountV1Config>({ metadata: { name, namespace, annotations }, dependsOn });
      named(new ServiceAccountV1(this, `${resource}_account`, config), resource);
    }
    const config = literals<EksPodIdentityAssociationConfig>({
      clusterName: this.props.clusterName,
      namespace,
      serviceAccount: name,
      roleArn: role.arn,
      tags: this.props.tags,
      dependsOn,
    });
    named(new EksPodIdentityAssociation(this, `${resource}_association`, config), resource);
  }

  private trust(name: string, { namespace, name: account }: ServiceAccount): string {
    const { oidcProvider } = this.props;
    if (oidcProvider === undefined) throw new Error("expected an OIDC provider for accounts without podIdentity");
    const subject = `system:serviceaccount:${namespace}:${account}`;
    const { arn, url } = oidcProvider;
    const issuer = Fn.replace(literal(url), "https://", "");
    return trustPolicy(this, name, {
      action: "sts:AssumeRoleWithWebIdentity",
      principals: [{ type: "Federated", identifiers: [arn] }],
      equals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: "sts.amazonaws.com" },
    });
  }

  private annotate(resource: string, account: ServiceAccount, role: IamRole): void {
    const { namespace, name, create = true } = account;
    const annotations = { ...account.annotations, [ROLE_ANNOTATION]: role.arn };
    const dependsOn = this.props.dependsOn?.length ? this.props.dependsOn : undefined;
    if (create) {
      const config = literals<ServiceAccountV1Config>({ metadata: { name, namespace, annotations }, dependsOn });
      named(new ServiceAccountV1(this, `${resource}_account`, config), resource);
      return;
    }
    const target = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
    const config = literals<AnnotationsConfig>({ ...target, annotations, force: true, dependsOn });
    named(new Annotations(this, `${resource}_account`, config), resource);
  }
}

interface NamedAccount {
  readonly key: string;
  readonly account: ServiceAccount;
  readonly resource: string;
  readonly roleName: string;
}

function adoptablesOf({ account, resource, roleName }: NamedAccount): readonly Adoptable[] {
  const { namespace, name, policies = {}, create = true } = account;
  const importId = () => literal(`${namespace}/${name}`);
  const own = create ? [{ address: `kubernetes_service_account_v1.${resource}`, importId }] : [];
  return [...roleAdoptables({ resource: `service_account_${resource}`, roleName, policies }), ...own];
}
