import { type AccessEntries, type AccessEntry, defaultUserName, principalOf } from "../access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access-entry/access-entry-type";
import { type AttachedPolicy, parseAccessPolicyArn } from "../access-policy/access-policy";
import { parseArn } from "../principal/arn";
import { type AuthenticationMode, readsAccessEntries, readsConfigMap } from "../access-entry/authentication-mode";
import { type AwsAuth, type Place, placeName } from "../aws-auth/aws-auth";
import type { Caller } from "../principal/caller";
import { identify } from "../aws-auth/row-match";
import { MASTERS_GROUP } from "../aws-auth/system-groups";
import { renderTemplate } from "../aws-auth/template";
import { principalId, samePrincipal } from "../principal/principal-id";

/** Everything that decides who can reach a cluster. */
export interface AccessState {
  readonly mode: AuthenticationMode;
  readonly awsAuth: AwsAuth;
  readonly entries: AccessEntries;
  /**
   * ARN of the principal that created the cluster: in mode CONFIG_MAP it is admin, and shown nowhere.
   * @default nobody
   * @see https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html
   */
  readonly creator?: string;
}

/** Through what a caller authenticates, or was refused. */
export type Through =
  | { readonly by: "entry"; readonly key: string }
  | { readonly by: "row"; readonly place: Place }
  | { readonly by: "creator" };

/** What a caller may do in a cluster. */
export type Access =
  | {
      readonly verdict: "authenticated";
      readonly through: Through;
      readonly username: string;
      readonly groups: readonly string[];
      readonly policies: readonly AttachedPolicy[];
    }
  | { readonly verdict: "refused"; readonly why: string; readonly through?: Through }
  /** The state does not tell: never read as "no access". */
  | { readonly verdict: "unknown"; readonly why: string };

/**
 * What a caller may do: by its access entry where the mode asks them, which overrides its row as a whole; else by
 * aws-auth where the mode asks it.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html; DOMAIN §2.5
 */
export function accessOf(state: AccessState, caller: Caller): Access {
  if (readsAccessEntries(state.mode)) {
    const found = entryIndex(state.entries).get(principalId(caller.principal));
    if (found !== undefined) return accessByEntry(found.key, found.entry, caller);
  } else if (isCreator(state, caller)) {
    return creatorAccess(caller);
  }
  if (!readsConfigMap(state.mode)) return { verdict: "refused", why: "no access entry names it" };
  const identity = identify(state.awsAuth, caller);
  switch (identity.kind) {
    case "unknown":
      return { verdict: "unknown", why: identity.why };
    case "refused": {
      const through = identity.place === undefined ? {} : { through: { by: "row", place: identity.place } as const };
      return { verdict: "refused", why: identity.why, ...through };
    }
    case "identity": {
      const { username, groups, place } = identity;
      return { verdict: "authenticated", through: { by: "row", place }, username, groups, policies: [] };
    }
  }
}

/** Stands for the username of types of which EKS documents none: not a name to compare with. */
export const UNDOCUMENTED_USERNAME = "(set by EKS)";

/** The access policies of an entry with their scopes; an ARN that is none keeps its text, opaque. */
function attachedPolicies(entry: AccessEntry): AttachedPolicy[] {
  if (!ACCESS_ENTRY_TYPE_FACTS[entry.type ?? "STANDARD"].policies) return [];
  return Object.values(entry.policyAssociations ?? {}).map(({ policyArn, accessScope }) => ({
    name: parseAccessPolicyArn(policyArn)?.name ?? policyArn,
    scope:
      accessScope.type === "cluster"
        ? { type: "cluster" }
        : { type: "namespace", namespaces: accessScope.namespaces ?? [] },
  }));
}

/** `mapRoles[2]`, `access entry admin`, `being the creator` */
export function describeThrough(through: Through): string {
  switch (through.by) {
    case "entry":
      return `access entry ${through.key}`;
    case "row":
      return placeName(through.place);
    case "creator":
      return "being the creator";
  }
}

interface KeyedEntry {
  readonly key: string;
  readonly entry: AccessEntry;
}

const INDEXES = new WeakMap<AccessEntries, ReadonlyMap<string, KeyedEntry>>();

/** Entries by the ARN that a caller is known by, the first of each; made once. EKS holds entries of roles and users only. */
function entryIndex(entries: AccessEntries): ReadonlyMap<string, KeyedEntry> {
  const known = INDEXES.get(entries);
  if (known !== undefined) return known;
  const index = new Map<string, KeyedEntry>();
  for (const [key, entry] of Object.entries(entries)) {
    const principal = principalOf(entry);
    if (principal === undefined || (principal.kind !== "role" && principal.kind !== "user")) continue;
    const id = principalId(principal);
    if (!index.has(id)) index.set(id, { key, entry });
  }
  INDEXES.set(entries, index);
  return index;
}

function accessByEntry(key: string, entry: AccessEntry, caller: Caller): Access {
  const through = { by: "entry", key } as const;
  const facts = ACCESS_ENTRY_TYPE_FACTS[entry.type ?? "STANDARD"];
  const template = facts.identity ? (entry.userName ?? defaultUserName(caller.principal)) : facts.username;
  const username = template === undefined ? UNDOCUMENTED_USERNAME : renderTemplate(template, caller);
  if (username === undefined) {
    return { verdict: "refused", why: "{{EC2PrivateDNSName}} needs a session named after an EC2 instance", through };
  }
  const groups = facts.identity ? (entry.kubernetesGroups ?? []).filter(isCarried) : facts.groups;
  return { verdict: "authenticated", through, username, groups, policies: attachedPolicies(entry) };
}

/** EKS refuses reserved groups on entries: they give nothing. */
function isCarried(group: string): boolean {
  return !group.startsWith("system:");
}

function isCreator({ creator }: AccessState, caller: Caller): boolean {
  if (creator === undefined) return false;
  const parsed = parseArn(creator);
  return "arn" in parsed && samePrincipal(parsed.arn, caller.principal);
}

function creatorAccess(caller: Caller): Access {
  return {
    verdict: "authenticated",
    through: { by: "creator" },
    username: renderTemplate(defaultUserName(caller.principal), caller) ?? "",
    groups: [MASTERS_GROUP],
    policies: [],
  };
}
