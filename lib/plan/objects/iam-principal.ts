import { parseArn } from "../../access/principal/arn";
import { permissionSetOf } from "../../access/principal/sso-role";
import { principalIdOf } from "../../access/principal/principal-id";
import type { PlanConfiguration, Target } from "./configuration";
import { type ObjectSide, plannedText } from "../reading/object-side";
import type { PlanObject } from "./plan-object";
import { isDestroyed, type PlannedChange } from "./planned-change";
import { ASSIGNMENTS, IAM_PRINCIPALS, isOneOf, PERMISSION_SETS } from "../reading/resource-types";
import { objectsOf } from "./target";
import { known, type PlannedValue, type Sides, valueOf } from "../reading/planned-value";

/**
 * An IAM role or user that the plan manages or reads; or the role of a permission set that goes, and it with that; or one of a
 * permission set from which somebody is taken off.
 */
export interface PlannedPrincipal {
  readonly address: string;
  readonly type: "aws_iam_role" | "aws_iam_user" | "aws_ssoadmin_permission_set" | "aws_ssoadmin_account_assignment";
  readonly arn: Sides<string | undefined>;
  /**
   * Whether the plan does not tell which permission set it is.
   * @default false
   */
  readonly isUnsure?: true;
  readonly change?: PlannedChange;
}

/** The account that a provider works in. */
interface ProviderAccount {
  readonly partition: string;
  readonly accountId: string;
}

/** What a plan as a whole tells of principals that are yet to be. */
interface KnownOfPlan {
  /** Accounts by provider block. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  /** Whether what is known after apply can come of nothing but resources that the plan makes. */
  readonly isClosed: boolean;
}

/**
 * IAM roles and users of a plan. The ARN of one that is yet to be made is worked out from its name and path, where its
 * provider is one whose account is known.
 */
export class IamPrincipals {
  private readonly objects: readonly PlanObject[];
  private readonly permissionSets: readonly PlanObject[];
  private readonly assignments: readonly PlanObject[];

  constructor(
    objects: readonly PlanObject[],
    private readonly configuration: PlanConfiguration,
    private readonly known: KnownOfPlan,
  ) {
    this.objects = objects.filter(({ type }) => isOneOf(IAM_PRINCIPALS, type));
    this.permissionSets = objects.filter(({ type }) => isOneOf(PERMISSION_SETS, type));
    this.assignments = objects.filter(({ type }) => isOneOf(ASSIGNMENTS, type));
  }

  /** The ARN that an argument holds: as told, or that of the one principal it refers to. */
  arnOf(object: PlanObject, side: ObjectSide, argument: string): PlannedValue<string> {
    const text = plannedText(side, [argument]);
    if (text.kind !== "unknown") return text;
    const principal = this.referred(object, argument);
    return principal?.after === undefined ? text : this.arn(principal, principal.after);
  }

  /** The one principal that an argument refers to, or undefined. */
  referred(object: PlanObject, argument: string): PlanObject | undefined {
    const { targets, isOpaque } = this.configuration.origin(object, argument);
    const found = this.meant(targets, object);
    const all = found.length === 0 && isOpaque ? this.passedIn(object).principals.filter(isMade) : found;
    return all.length === 1 ? all[0] : undefined;
  }

  /**
   * Whether an argument that is known after apply can be no other than a principal that this plan makes: such a one has no
   * access yet.
   */
  isNew(object: PlanObject, argument: string): boolean {
    const { targets, isOpaque } = this.configuration.origin(object, argument);
    const direct = { principals: this.meant(targets, object), isOpen: targets.some(isAsked) };
    const { principals, isOpen } = isOpaque ? this.passedIn(object) : direct;
    const all = [...new Set([...direct.principals, ...principals])];
    if (direct.isOpen) return false;
    if (isOpaque && (isOpen || all.length === 0)) return this.isOfThisPlan();
    if (isOpen || all.length === 0) return false;
    return isOpaque ? all.some(isMade) && all.every(isMadeOrKnown) : all.every(isMade);
  }

  /** Of local values a plan tells nothing. Where it makes principals and replaces none, an unknown one is of these. */
  private isOfThisPlan(): boolean {
    const managed = this.objects.filter(isManaged);
    return this.known.isClosed && managed.some(isMade) && managed.every(isMadeOrKnown);
  }

  private meant(targets: readonly Target[], object: PlanObject): PlanObject[] {
    return [...new Set(targets.flatMap((target) => objectsOf(target, object, this.objects)))];
  }

  private passedIn(object: PlanObject): { readonly principals: readonly PlanObject[]; readonly isOpen: boolean } {
    const { targets, isOpaque } = this.configuration.passedIn(object);
    const isOpen = isOpaque || targets.some((target) => isAsked(target) && this.meant([target], object).length === 0);
    const principals = this.meant(targets, object);
    return { principals, isOpen: isOpen || !principals.every(isMadeOrKnown) };
  }

  /** The ARN of a role that is known by its name; undefined where the plan has none or several of the name. */
  arnOfRole(name: string, side: "before" | "after"): string | undefined {
    const arns = this.objects.flatMap((object) => {
      const one = object[side];
      if (object.type !== "aws_iam_role" || one === undefined) return [];
      return valueOf(plannedText(one, ["name"])) === name ? [valueOf(this.arn(object, one))] : [];
    });
    const [only] = new Set(arns);
    return new Set(arns).size === 1 ? only : undefined;
  }

  /** Those of the principals whose ARN is among `arns`, or to which somebody refers. */
  among(arns: ReadonlySet<string>, referred: ReadonlySet<string>): PlannedPrincipal[] {
    const ids = new Set([...arns].map(principalIdOf));
    const ofSets = this.permissionSets.filter(isManaged).flatMap((object) => rolesThatGo(object, arns));
    const unassigned = this.assignments.flatMap((object) => this.unassigned(object, arns));
    const own = this.objects.flatMap((object): PlannedPrincipal[] => {
      const arn = { before: this.sideArn(object, "before"), after: this.sideArn(object, "after") };
      const isMeant = [arn.before, arn.after].some((one) => one !== undefined && ids.has(principalIdOf(one)));
      if (!isMeant && !referred.has(object.address)) return [];
      const type = isUser(object) ? "aws_iam_user" : "aws_iam_role";
      return [
        { address: object.address, type, arn, ...(object.change === undefined ? {} : { change: object.change }) },
      ];
    });
    return [...own, ...ofSets, ...unassigned];
  }

  /** The roles of the permission set that an assignment was to, in its account; all of them where the plan does not tell which. */
  private unassigned({ address, before, change }: PlanObject, arns: ReadonlySet<string>): PlannedPrincipal[] {
    if (before === undefined || change === undefined || !isDestroyed(change)) return [];
    const [account, set] = ["target_id", "permission_set_arn"].map((key) => valueOf(plannedText(before, [key])));
    const name = set === undefined ? undefined : this.permissionSetNamed(set);
    const roles = [...arns].filter((arn) => isInAccount(arn, account) && isOfSet(arn, name));
    return roles.map((arn) => ({
      address,
      type: "aws_ssoadmin_account_assignment",
      arn: { before: arn, after: arn },
      change,
      ...(name === undefined ? { isUnsure: true } : {}),
    }));
  }

  private permissionSetNamed(arn: string): string | undefined {
    const names = this.permissionSets.flatMap((object) =>
      [object.before, object.after].flatMap((side) => {
        const isIt = side !== undefined && SET_ARNS.some((key) => valueOf(plannedText(side, [key])) === arn);
        return isIt ? [valueOf(plannedText(side, ["name"]))] : [];
      }),
    );
    return names.find((name) => name !== undefined);
  }

  private sideArn(object: PlanObject, side: "before" | "after"): string | undefined {
    const one = object[side];
    return one === undefined ? undefined : valueOf(this.arn(object, one));
  }

  private arn(object: PlanObject, side: ObjectSide): PlannedValue<string> {
    const text = plannedText(side, ["arn"]);
    if (text.kind !== "unknown") return text;
    const name = plannedText(side, ["name"]);
    const path = plannedText(side, ["path"]);
    const account = this.known.accounts.get(this.configuration.providerKey(object) ?? "");
    if (name.kind !== "value" || account === undefined || (path.kind !== "value" && path.kind !== "unset")) return text;
    const kind = isUser(object) ? "user" : "role";
    const arn = `arn:${account.partition}:iam::${account.accountId}:${kind}${valueOf(path) ?? "/"}${name.value}`;
    return "arn" in parseArn(arn) ? known(arn) : text;
  }
}

/** Roles of a permission set that is destroyed: one that is made anew gives its roles another suffix. */
function rolesThatGo({ address, before, change }: PlanObject, arns: ReadonlySet<string>): PlannedPrincipal[] {
  if (before === undefined || change === undefined || !isDestroyed(change)) return [];
  const name = valueOf(plannedText(before, ["name"]))?.toLowerCase();
  const roles = [...arns].filter((arn) => name !== undefined && setOf(arn)?.toLowerCase() === name);
  return roles.map((arn) => ({
    address,
    type: "aws_ssoadmin_permission_set",
    arn: { before: arn, after: undefined },
    change,
  }));
}

/** As the provider aws, and as awscc, call the ARN of a permission set. */
const SET_ARNS = ["arn", "permission_set_arn"] as const;

function isManaged({ mode }: PlanObject): boolean {
  return mode === "managed";
}

function isInAccount(arn: string, account: string | undefined): boolean {
  return account === undefined || arn.split(":")[4] === account;
}

function isOfSet(arn: string, name: string | undefined): boolean {
  const set = setOf(arn);
  return set !== undefined && (name === undefined || set.toLowerCase() === name.toLowerCase());
}

function setOf(arn: string): string | undefined {
  return permissionSetOf(arn.slice(arn.lastIndexOf("/") + 1));
}

/** Something that tells of principals that are there already: what it says is known, unless it is put off to the apply. */
function isAsked({ mode, type }: Target): boolean {
  return mode === "data" && /^aws_(?:iam|ssoadmin|identitystore|caller_identity)/.test(type);
}

function isUser({ type }: PlanObject): boolean {
  return type.endsWith("_iam_user");
}

/** By this plan, and not in the place of one of the same name. */
function isMade({ change }: PlanObject): boolean {
  return change?.action === "create";
}

function isMadeOrKnown(object: PlanObject): boolean {
  const { after } = object;
  return isMade(object) || (after !== undefined && plannedText(after, ["arn"]).kind === "value");
}

/**
 * The account of each provider block: from the ARNs of clusters that it makes, and from who it says it is. Where these
 * differ, the block is left out.
 */
export function providerAccounts(
  objects: readonly PlanObject[],
  configuration: PlanConfiguration,
): ReadonlyMap<string, ProviderAccount> {
  const found = new Map<string, Map<string, ProviderAccount>>();
  for (const object of objects) {
    const account = accountOf(object);
    const key = configuration.providerKey(object);
    if (account === undefined || key === undefined) continue;
    const known = found.get(key) ?? new Map<string, ProviderAccount>();
    found.set(key, known.set(`${account.partition}:${account.accountId}`, account));
  }
  const single = [...found].flatMap(([key, accounts]): [string, ProviderAccount][] => {
    const [only, ...others] = accounts.values();
    return only === undefined || others.length > 0 ? [] : [[key, only]];
  });
  return new Map(single);
}

const OWN = new Set(["aws_eks_cluster", "aws_caller_identity", "aws_eks_node_group", "aws_iam_role"]);

function accountOf({ type, mode, before }: PlanObject): ProviderAccount | undefined {
  if (before === undefined || !OWN.has(type)) return undefined;
  const arn = valueOf(plannedText(before, ["arn"])) ?? "";
  const [, partition, accountId] = /^arn:([^:]+):[^:]+:[^:]*:(\d{12}):/.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined) return undefined;
  return mode === "managed" || type === "aws_caller_identity" || type === "aws_eks_cluster"
    ? { partition, accountId }
    : undefined;
}
