import {
  ACCESS_ENTRY_TYPE_FACTS,
  ACCESS_ENTRY_TYPES,
  type AccessEntryType,
} from "../../access/access-entry/access-entry-type";
import type { AccessEntry, DeclaredAccessScope } from "../../access/access-entry/access-entry";
import type { PlanConfiguration } from "../objects/configuration";
import type { IamPrincipals } from "../objects/iam-principal";
import { type ObjectSide, plannedValue, plannedText, plannedTexts } from "../reading/object-side";
import type { PlanObject } from "../objects/plan-object";
import type { PlanUnknown } from "./planned-access";
import type { PlannedAssociationSide, PlannedEntrySide } from "./planned-entry";
import { isCreated } from "../objects/planned-change";
import { isOneOf } from "../reading/resource-types";
import { type PlannedValue, known, valueOf } from "../reading/planned-value";

/** One side of an entry before its policies are joined to it, and what the plan leaves open of it, which is told once and does not stay. */
export interface ReadEntry extends PlannedEntrySide {
  readonly unknowns: readonly PlanUnknown[];
}

/** What reading an object takes beside itself. */
export interface PlanOrigins {
  readonly configuration: PlanConfiguration;
  readonly principals: IamPrincipals;
}

/** Reads one side of an `aws_eks_access_entry`. */
export function readEntry(object: PlanObject, side: ObjectSide, origins: PlanOrigins): ReadEntry {
  const principal = origins.principals.arnOf(object, side, "principal_arn");
  const createdAt = valueOf(plannedText(side, ["created_at"]));
  const about = createdAt === undefined ? {} : { createdAt };
  if (principal.kind !== "value") {
    const sentence = `the principal of ${object.address} is ${unknownWords(principal)}`;
    return {
      principal,
      defaulted: [],
      ...about,
      unknowns: [openAttribute(object, principal, { attribute: "principal_arn", sentence })],
    };
  }
  const type = plannedText(side, ["type"]);
  const known = type.kind === "unset" ? "STANDARD" : entryType(type);
  if (known === undefined) {
    const sentence = `the type of ${object.address} is ${type.kind === "value" ? "none that is known" : unknownWords(type)}`;
    const unknown = openAttribute(object, type, { attribute: "type", sentence, principal: principal.value });
    return { principal, entry: { principalArn: principal.value }, defaulted: [], ...about, unknowns: [unknown] };
  }
  const identity = identityOf(object, side, { origins, type: known, principal: principal.value });
  const entry = { principalArn: principal.value, type: known, ...identity.entry };
  return { principal, entry, defaulted: identity.defaulted, ...about, unknowns: identity.unknowns };
}

function entryType(type: PlannedValue<string>): AccessEntryType | undefined {
  return type.kind === "value" && isOneOf(ACCESS_ENTRY_TYPES, type.value) ? type.value : undefined;
}

interface ReadIdentity {
  readonly entry: Pick<AccessEntry, "kubernetesGroups" | "userName">;
  readonly defaulted: readonly string[];
  readonly unknowns: readonly PlanUnknown[];
}

interface EntryContext {
  readonly origins: PlanOrigins;
  readonly type: AccessEntryType;
  readonly principal: string;
}

/** On other types than STANDARD EKS sets both by itself: what stands there counts only where the plan asks for it. */
function identityOf(object: PlanObject, side: ObjectSide, context: EntryContext): ReadIdentity {
  const groups = plannedTexts(side, ["kubernetes_groups"]);
  const userName = plannedText(side, ["user_name"]);
  const isAsked = object.change !== undefined && isCreated(object.change) && side === object.after;
  if (!ACCESS_ENTRY_TYPE_FACTS[context.type].identity && !isAsked) return { entry: {}, defaulted: [], unknowns: [] };
  const attributes = { kubernetes_groups: groups, user_name: userName };
  const left = Object.entries(attributes).filter(([, one]) => one.kind !== "value" && one.kind !== "unset");
  const isMade = object.change === undefined || isCreated(object.change);
  const defaulted = left.filter(
    ([name, one]) => isMade && one.kind === "unknown" && isLeftToEks(object, name, context),
  );
  const unknowns = left
    .filter((one) => !defaulted.includes(one))
    .map(([attribute, one]) => {
      const sentence = `${attribute} of ${object.address} is ${unknownWords(one)}`;
      return openAttribute(object, one, { attribute, sentence, principal: context.principal });
    });
  // The provider sends no empty list when it makes an entry: EKS sets the groups of other types by itself.
  const { identity: isOurs } = ACCESS_ENTRY_TYPE_FACTS[context.type];
  const given = isOurs || valueOf(groups)?.length !== 0 ? valueOf(groups) : undefined;
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
function isLeftToEks(object: PlanObject, attribute: string, { origins }: EntryContext): boolean {
  const references = origins.configuration.direct(object, attribute) ?? [];
  return references.every(({ kind }) => kind === "each" || kind === "variable" || kind === "opaque");
}

/** Reads one side of an `aws_eks_access_policy_association`. */
export function readAssociation(
  object: PlanObject,
  side: ObjectSide,
  { principals }: PlanOrigins,
): PlannedAssociationSide {
  return {
    principal: principals.arnOf(object, side, "principal_arn"),
    policyArn: plannedText(side, ["policy_arn"]),
    scope: scopeOf(side),
  };
}

function scopeOf(side: ObjectSide): PlannedValue<DeclaredAccessScope> {
  const scope = plannedValue(side, ["access_scope"]);
  if (scope.kind !== "value") return scope;
  const type = plannedText(side, ["access_scope", 0, "type"]);
  const namespaces = plannedTexts(side, ["access_scope", 0, "namespaces"]);
  if (type.kind !== "value") return type;
  if (type.value !== "cluster" && type.value !== "namespace") return { kind: "unknown" };
  if (namespaces.kind === "unset") return known({ type: type.value });
  return namespaces.kind === "value" ? known({ type: type.value, namespaces: namespaces.value }) : namespaces;
}

/** An attribute that a plan leaves open. */
export function openAttribute(
  object: PlanObject,
  one: PlannedValue<unknown>,
  rest: Pick<PlanUnknown, "attribute" | "sentence" | "principal">,
): PlanUnknown {
  const about = object.type === "aws_eks_access_policy_association" ? "association" : "entry";
  return { about, why: whyOf(object, one), address: object.address, ...rest };
}

function whyOf({ change }: PlanObject, { kind }: PlannedValue<unknown>): PlanUnknown["why"] {
  if (kind === "sensitive") return "sensitive";
  if (kind === "value") return "malformed";
  if (kind === "unset" || kind === "unseen") return "unseen";
  return change?.deferred === undefined ? "known-after-apply" : "deferred";
}

/** `known after apply`, `a sensitive value`, `missing` */
export function unknownWords({ kind }: PlannedValue<unknown>): string {
  if (kind === "sensitive") return "a sensitive value";
  return kind === "unknown" ? "known after apply" : "missing";
}
