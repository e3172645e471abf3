import { isRecord, listOf, recordOf } from "../reading/plan-shape";
import { compareText } from "../../finding/text-order";

/** What of a trust policy lets one principal in: under which conditions. */
export interface TrustGrant {
  /** As the policy writes it: `arn:aws:iam::111122223333:role/ci`, `ec2.amazonaws.com`, `*` */
  readonly principal: string;
  /** Values by operator and key: `StringEquals sts:ExternalId` */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

/** Who may assume a role, and whom a statement keeps out. */
export interface TrustPolicy {
  readonly grants: readonly TrustGrant[];
  /** Statements that deny, as texts to compare. */
  readonly denials: readonly string[];
}

/**
 * A trust policy of a role: JSON, or what a provider made of it. Undefined where it is none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parseTrustPolicy(policy: unknown): TrustPolicy | undefined {
  const document = typeof policy === "string" ? parsed(policy) : policy;
  if (!isRecord(document) || document.Statement === undefined) return undefined;
  const statements = several(document.Statement).filter(isRecord).filter(isAboutAssuming);
  return {
    grants: statements.filter(({ Effect: effect }) => effect === "Allow").flatMap(grantsOf),
    denials: statements.filter(({ Effect: effect }) => effect === "Deny").map(canonical),
  };
}

/**
 * Grants that one policy has and another does not give as well, each for one value of each of its conditions. An ID in the place
 * of an ARN is of a principal that is gone.
 */
export function grantsLost(before: TrustPolicy, after: TrustPolicy): readonly TrustGrant[] {
  const living = before.grants.filter(({ principal }) => !DEAD.test(principal));
  return living.flatMap(eachValue).filter((one) => !after.grants.some((other) => gives(other, one)));
}

/** A grant for every value of its lists of what may be; one with too many for that stays whole. */
function eachValue({ principal, conditions }: TrustGrant): TrustGrant[] {
  const all = [...conditions].reduce<readonly (readonly [string, readonly string[]])[][]>(
    (sets, [key, values]) => {
      const choices = POSITIVE.test(key) ? values.map((value) => [value]) : [values];
      return sets.flatMap((set) => choices.map((choice) => [...set, [key, choice] as const]));
    },
    [[]],
  );
  return all.length > MANY ? [{ principal, conditions }] : all.map((set) => ({ principal, conditions: new Map(set) }));
}

const MANY = 1000;

/** Statements by which one policy keeps out, and another does not. */
export function denialsAdded(before: TrustPolicy, after: TrustPolicy): readonly string[] {
  return after.denials.filter((one) => !before.denials.includes(one));
}

const DEAD = /^A(?:RO|ID)A[A-Z0-9]{12,}$/;

function gives(one: TrustGrant, wanted: TrustGrant): boolean {
  const isSame = one.principal === "*" || one.principal === wanted.principal;
  const asked = [...wanted.conditions];
  return isSame && [...one.conditions].every((condition) => asked.some((other) => isNoNarrower(condition, other)));
}

type Condition = readonly [key: string, values: readonly string[]];

/** A list of what may be is wider the longer it is, and so is a pattern; of any other operator only the same is the same. */
function isNoNarrower([key, values]: Condition, [wantedKey, wanted]: Condition): boolean {
  if (!POSITIVE.test(key)) {
    return key === wantedKey && [...values].sort().join("\n") === [...wanted].sort().join("\n");
  }
  if (key.replace("Like", "Equals") !== wantedKey.replace("Like", "Equals")) return false;
  if (!LIKE.test(key) && LIKE.test(wantedKey) && wanted.some((value) => /[*?]/.test(value))) return false;
  return wanted.every((value) => values.some((one) => one === value || (LIKE.test(key) && patternOf(one).test(value))));
}

/** `repo:example/*` has all that `repo:example/shop:*` has. */
function patternOf(value: string): RegExp {
  const parts = value.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

const POSITIVE = /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|Like|EqualsIgnoreCase)(?:IfExists)? /;
const LIKE = /^(?:ForAnyValue:)?(?:String|Arn)Like/;

function isAboutAssuming({ Action: action, NotAction: not }: Readonly<Record<string, unknown>>): boolean {
  return (
    not !== undefined ||
    several(action).some((one) => typeof one === "string" && /^(?:\*|sts:(?:\*|assumerole))/i.test(one))
  );
}

function grantsOf({ Principal: principal, Condition: condition }: Readonly<Record<string, unknown>>): TrustGrant[] {
  const conditions = new Map(
    Object.entries(recordOf(condition)).flatMap(([operator, keys]) =>
      Object.entries(recordOf(keys)).map(([key, values]): [string, string[]] => [
        `${operator} ${key}`,
        several(values).map(String),
      ]),
    ),
  );
  const named = typeof principal === "string" ? [principal] : Object.values(recordOf(principal)).flatMap(several);
  return named.filter((one) => typeof one === "string").map((one) => ({ principal: spelled(one), conditions }));
}

/** An account's number stands for its root. */
function spelled(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}

function several(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? listOf(value) : value === undefined ? [] : [value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same text for statements that differ by the order of their keys alone; a name of its own tells nothing. */
function canonical({ Sid: _, ...statement }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(sorted(statement));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, one]) => [key, sorted(one)]);
}
