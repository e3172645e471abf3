import { ACCESS_ENTRY_TYPE_FACTS, ACCESS_ENTRY_TYPES, type AccessEntryType } from "../../access/access-entry-type";
import type { AccessEntry, DeclaredAccessScope } from "../../access/access-entry";
import type { PlanConfiguration } from "../objects/configuration";
import type { IamPrincipals } from "../objects/iam-principal";
import { type ObjectSide, tell, tellText, tellTexts } from "../reading/object-side";
import type { PlanObject } from "../objects/plan-object";
import type { PlanUnknown } from "./planned-access";
import { isCreated } from "../objects/planned-change";
import { isOneOf } from "../reading/resource-types";
import { type Told, told, valueOf } from "../reading/told";

/** One side of an entry as the plan tells it, its policies aside. */
export interface ReadEntry {
  readonly principal: Told<string>;
  /** Without policies; absent where the principal is not told. */
  readonly entry?: AccessEntry;
  readonly defaulted: readonly string[];
  readonly createdAt?: string;
  readonly unknowns: readonly PlanUnknown[];
}

/** One side of an association as the plan tells it. */
export interface ReadAssociation {
  readonly principal: Told<string>;
  readonly policyArn: Told<string>;
  readonly scope: Told<DeclaredAccessScope>;
}

/** What reading an object takes beside itself. */
export interface Sources {
  readonly configuration: PlanConfiguration;
  readonly principals: IamPrincipals;
}

/** Reads one side of an `aws_eks_access_entry`. */
export function readEntry(object: PlanObject, side: ObjectSide, sources: Sources): ReadEntry {
  const principal = sources.principals.arnOf(object, side, "principal_arn");
  const createdAt = valueOf(tellText(side, ["created_at"]));
  const about = createdAt === undefined ? {} : { createdAt };
  if (principal.kind !== "value") {
    const sentence = `the principal of ${object.address} is ${untold(principal)}`;
    return {
      principal,
      defaulted: [],
      ...about,
      unknowns: [openAttribute(object, principal, { attribute: "principal_arn", sentence })],
    };
  }
  const type = tellText(side, ["type"]);
  const known = type.kind === "unset" ? "STANDARD" : entryType(type);
  if (known === undefined) {
    const sentence = `the type of ${object.address} is ${type.kind === "value" ? "none that is known" : untold(type)}`;
    const unknown = openAttribute(object, type, { attribute: "type", sentence, principal: principal.value });
    return { principal, entry: { principalArn: principal.value }, defaulted: [], ...about, unknowns: [unknown] };
  }
  const identity = identityOf(object, side, { sources, type: known, principal: principal.value });
  const entry = { principalArn: principal.value, type: known, ...identity.entry };
  return { principal, entry, defaulted: identity.defaulted, ...about, unknowns: identity.unknowns };
}

function entryType(type: Told<string>): AccessEntryType | undefined {
  return type.kind === "value" && isOneOf(ACCESS_ENTRY_TYPES, type.value) ? type.value : undefined;
}

interface ReadIdentity {
  readonly entry: Pick<AccessEntry, "kubernetesGroups" | "userName">;
  readonly defaulted: readonly string[];
  readonly unknowns: readonly PlanUnknown[];
}

interface EntryContext {
  readonly sources: Sources;
  readonly type: AccessEntryType;
  readonly principal: string;
}

/** On other types than STANDARD EKS sets both by itself: what stands there counts only where the plan asks for it. */
function identityOf(object: PlanObject, side: ObjectSide, context: EntryContext): ReadIdentity {
  const groups = tellTexts(side, ["kubernetes_groups"]);
  const userName = tellText(side, ["user_name"]);
  const isAsked = object.change !== undefined && isCreated(object.change) && side === object.after;
  if (!ACCESS_ENTRY_TYPE_FACTS[context.type].identity && !isAsked) return { entry: {}, defaulted: [], unknowns: [] };
  const attributes = { kubernetes_groups: groups, user_name: userName };
  const left = Object.entries(attributes).filter(([, one]) => one.kind !== "value" && one.kind !== "unset");
  const defaulted = left.filter(([name, one]) => one.kind === "unknown" && isLeftToEks(object, name, context));
  const unknowns = left
    .filter((one) => !defaulted.includes(one))
    .map(([attribute, one]) => {
      const sentence = `${attribute} of ${object.address} is ${untold(one)}`;
      return openAttribute(object, one, { attribute, sentence, principal: context.principal });
    });
  const given = valueOf(groups);
  const name = valueOf(userName);
  return {
    entry: {
      ...(given === undefined ? {} : { kubernetesGroups: given }),
      ...(name === undefined ? {} : { userName: name }),
    },
    defaulted: defaulted.map(([attribute]) => attribute),
    unknowns,
  };
}

/**
 * Whether an attribute that is known after apply is one that EKS sets: the configuration leaves it out, or gives it a null
 * that a plan does not show. Only what refers to another resource by itself can turn out to be anything.
 */
function isLeftToEks(object: PlanObject, attribute: string, { sources }: EntryContext): boolean {
  const references = sources.configuration.direct(object, attribute) ?? [];
  return references.every(({ kind }) => kind === "each" || kind === "variable" || kind === "opaque");
}

/** Reads one side of an `aws_eks_access_policy_association`. */
export function readAssociation(object: PlanObject, side: ObjectSide, { principals }: Sources): ReadAssociation {
  return {
    principal: principals.arnOf(object, side, "principal_arn"),
    policyArn: tellText(side, ["policy_arn"]),
    scope: scopeOf(side),
  };
}

function scopeOf(side: ObjectSide): Told<DeclaredAccessScope> {
  const scope = tell(side, ["access_scope"]);
  if (scope.kind !== "value") return scope;
  const type = tellText(side, ["access_scope", 0, "type"]);
  const namespaces = tellTexts(side, ["access_scope", 0, "namespaces"]);
  if (type.kind !== "value") return type;
  if (type.value !== "cluster" && type.value !== "namespace") return { kind: "unknown" };
  if (namespaces.kind === "unset") return told({ type: type.value });
  return namespaces.kind === "value" ? told({ type: type.value, namespaces: namespaces.value }) : namespaces;
}

/** An attribute that a plan leaves open. */
export function openAttribute(
  object: PlanObject,
  one: Told<unknown>,
  rest: Pick<PlanUnknown, "attribute" | "sentence" | "principal">,
): PlanUnknown {
  const about = object.type === "aws_eks_access_policy_association" ? "association" : "entry";
  return { about, why: whyOf(object, one), address: object.address, ...rest };
}

function whyOf({ change }: PlanObject, { kind }: Told<unknown>): PlanUnknown["why"] {
  if (kind === "sensitive") return "sensitive";
  if (kind === "value") return "malformed";
  if (kind === "unset" || kind === "unseen") return "unseen";
  return change?.deferred === undefined ? "known-after-apply" : "deferred";
}

/** `known after apply`, `a sensitive value`, `missing` */
export function untold({ kind }: Told<unknown>): string {
  if (kind === "sensitive") return "a sensitive value";
  return kind === "unknown" ? "known after apply" : "missing";
}
