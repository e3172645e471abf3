import type { StagedDefinition } from "../staged-definition";
import { optsIn } from "../acceptance";
import { acceptsUnread } from "../unread-rows";
import { changedSincePlan } from "./changed-since-plan";
import { configMapAbsent } from "./aws-auth/config-map-absent";
import { configMapUnread } from "./aws-auth/config-map-unread";
import { entryConflict } from "./entries/entry-conflict";
import { entryNotLive } from "./entries/entry-not-live";
import { entryOutdated } from "./entries/entry-outdated";
import { nodeGroupRow } from "./entries/node-group-row";
import type { Guard } from "./guard";
import { identityMismatch } from "./identity-mismatch";
import { liveMode } from "./live-mode";
import { IN_KUBERNETES } from "./guard-reads";
import { principalNotFound } from "./principal-not-found";
import { principalUnread } from "./principal-unread";
import { rowChanged } from "./aws-auth/row-changed";
import { rowLeft } from "./aws-auth/row-left";
import { rowNotLive } from "./aws-auth/row-not-live";
import { rowUnknown } from "./aws-auth/row-unknown";
import { sectionUnreadable } from "./aws-auth/section-unreadable";

const ALL = [
  identityMismatch,
  liveMode,
  principalUnread,
  principalNotFound,
  configMapUnread,
  sectionUnreadable,
  configMapAbsent,
  rowUnknown,
  rowChanged,
  rowNotLive,
  entryNotLive,
  entryOutdated,
  rowLeft,
  entryConflict,
  nodeGroupRow,
  changedSincePlan,
] as const;

/** The code of a guard. */
export type GuardCode = (typeof ALL)[number]["code"];

/** A guard of the list. */
export type ListedGuard = Guard & { readonly code: GuardCode };

/**
 * The guards, in the order in which they speak.
 * @see DESIGN: three lines of defence, 2
 */
export const GUARDS: readonly ListedGuard[] = ALL;

/** The guards that a definition's plan asks, with what they read for it: in Kubernetes nothing that the file accepts unread. */
export function guardsOf({ definition }: StagedDefinition): ListedGuard[] {
  const { migration } = definition;
  const isUnread = acceptsUnread(definition);
  const isUnlisted = optsIn(definition, "principal-unread");
  return GUARDS.filter(({ reads }) => !isUnlisted || !reads.includes("IAM lists"))
    .filter(({ stages, withoutMigration = false, needsRows = false, judgesUnread = false }) => {
      if (migration === undefined) return withoutMigration;
      return stages.includes(migration.stage) && !(needsRows && !judgesUnread && isUnread);
    })
    .map((guard) => (isUnread ? { ...guard, reads: guard.reads.filter(isOutsideKubernetes) } : guard));
}

function isOutsideKubernetes(source: ListedGuard["reads"][number]): boolean {
  return !IN_KUBERNETES.includes(source);
}
