import type { AccessEntry } from "../../access/access-entry/access-entry";
import { type IamArn, type Partition, type PrincipalKind, parseRowArn } from "../../access/principal/arn";
import type { Place, RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import type { Finding } from "../../finding/finding";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { principalName } from "../../access/principal/principal-name";

/** What a session node's row may be: the two types whose rows look alike (R16). */
export const SESSION_NODE_TYPES = ["FARGATE_LINUX", "HYBRID_LINUX"] as const;

/** One of {@link SESSION_NODE_TYPES}. */
export type SessionNodeType = (typeof SESSION_NODE_TYPES)[number];

const HAVE_ENTRIES: readonly PrincipalKind[] = ["role", "user"];

/** What rows do not say of themselves. */
export interface TranslationContext {
  /**
   * Account of the cluster, 12 digits.
   * @default not checked (R28), and keys do not tell accounts apart
   */
  readonly accountId?: string;
  /**
   * Partition of the cluster.
   * @default that of each principal
   */
  readonly partition?: Partition;
  /**
   * ARN without path -> full ARN (R26).
   * @default none
   */
  readonly rolePaths?: Readonly<Record<string, string>>;
  /**
   * ARNs of principals whose entries EKS makes by itself.
   * @default none
   */
  readonly expected?: readonly string[];
  /**
   * ARN of a session node's role -> what runs there (R16).
   * @default none
   */
  readonly choices?: Readonly<Record<string, SessionNodeType>>;
  /**
   * Where findings about a row point.
   * @default `mapRoles[2]`
   */
  readonly pathOf?: (place: Place) => string;
}

/** A row that serves somebody. */
export interface Source {
  readonly row: RoleRow | UserRow;
  readonly place: Place;
  /** Where findings about the row point. */
  readonly path: string;
  /** Whom it serves, with the path of a role where it is known. */
  readonly principal: IamArn;
}

/** The entry that would stand for a row, and what is to be said about it. */
export interface Draft {
  /** Undefined where the rules give none; it counts only where no finding blocks it. */
  readonly entry?: AccessEntry;
  /** Whether EKS makes it by itself. */
  readonly expected: boolean;
  readonly findings: readonly Finding[];
}

/** {@link TranslationContext}, looked up by principal. */
export interface Knowledge extends Pick<TranslationContext, "accountId" | "partition"> {
  /** Full ARNs as given, by {@link principalId} of what they are given for. */
  readonly rolePaths: ReadonlyMap<string, string>;
  readonly expected: ReadonlyMap<string, IamArn>;
  readonly choices: ReadonlyMap<string, SessionNodeType>;
}

/** What a context says, by principal; keys that are no ARN are nobody's. */
export function knowledgeOf(context: TranslationContext): Knowledge {
  const { accountId, partition, rolePaths = {}, expected = [], choices = {} } = context;
  const arns = arnsOf(expected).filter(({ kind }) => HAVE_ENTRIES.includes(kind));
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(partition === undefined ? {} : { partition }),
    rolePaths: byPrincipal(rolePaths),
    expected: new Map(arns.map((arn) => [principalId(arn), arn])),
    choices: byPrincipal(choices),
  };
}

/** Whom a row is for, as it is printed: `role dev`. */
export function whoOf(
  { principal }: Pick<Source, "principal">,
  { accountId }: Pick<Knowledge, "accountId"> = {},
): string {
  return principalName(principal, accountId ?? principal.accountId);
}

/** Where a row that is to change has to change, or the guards of the next plan see two different ones. */
export const IN_BOTH =
  "in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`)";

/** `mapRoles[2].rolearn` */
export function arnPath({ place, path }: Pick<Source, "place" | "path">): string {
  return `${path}.${place.section === "mapRoles" ? "rolearn" : "userarn"}`;
}

function byPrincipal<Value>(given: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(given).flatMap(([text, value]): [string, Value][] => {
      const parsed = parseRowArn(text);
      return "arn" in parsed ? [[principalId(parsed.arn), value]] : [];
    }),
  );
}
