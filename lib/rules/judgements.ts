import { accessDrift } from "./access-drift";
import { accessGained } from "./access-gained";
import { accessLost } from "./access-lost";
import { accessUnattributed } from "./access-unattributed";
import { accessUnknown } from "./access-unknown";
import { actionUnknown } from "./action-unknown";
import { adminGained } from "./admin-gained";
import { adminLost } from "./admin-lost";
import { adminUnstable } from "./admin-unstable";
import { associationReplaced } from "./association-replaced";
import { bindingRemoved } from "./binding-removed";
import { clusterDestroyed } from "./cluster-destroyed";
import { clusterReplaced } from "./cluster-replaced";
import { configMapLost } from "./config-map-lost";
import { configMapUnread } from "./config-map-unread";
import { createConflict } from "./create-conflict";
import { entryForgotten } from "./entry-forgotten";
import { entryRefused } from "./entry-refused";
import { entryRenamed } from "./entry-renamed";
import { entryReplaced } from "./entry-replaced";
import { entryWeaker } from "./entry-weaker";
import { entryWithoutRights } from "./entry-without-rights";
import { gapRemains } from "./gap-remains";
import { guardMissing } from "./guard-missing";
import { leftOverDestroyed } from "./left-over-destroyed";
import { mastersByName } from "./masters-by-name";
import { modeIrreversible } from "./mode-irreversible";
import { modeSkipped } from "./mode-skipped";
import { modeWithEntries } from "./mode-with-entries";
import { nodeAccessLost } from "./node-access-lost";
import { planErrored } from "./plan-errored";
import { planIncomplete } from "./plan-incomplete";
import { planStale } from "./plan-stale";
import { principalForeign } from "./principal-foreign";
import { principalReplaced } from "./principal-replaced";
import { protectionRemoved } from "./protection-removed";
import { rolePathMissing } from "./role-path-missing";
import { rowRemoved } from "./row-removed";
import { serviceLinkedRole } from "./service-linked-role";
import { stageDiffers } from "./stage-differs";
import { usernameChanged } from "./username-changed";
import type { Judgement, PlanJudgement, ReviewRule } from "./judgement";

/** Every judgement over a cluster of a plan. */
export const JUDGEMENTS: readonly Judgement[] = [
  clusterReplaced,
  clusterDestroyed,
  accessLost,
  entryWeaker,
  nodeAccessLost,
  accessUnknown,
  accessGained,
  adminGained,
  adminLost,
  adminUnstable,
  modeSkipped,
  modeIrreversible,
  modeWithEntries,
  configMapLost,
  rowRemoved,
  entryReplaced,
  entryRenamed,
  associationReplaced,
  createConflict,
  entryRefused,
  entryWithoutRights,
  usernameChanged,
  mastersByName,
  principalForeign,
  rolePathMissing,
  serviceLinkedRole,
  principalReplaced,
  bindingRemoved,
  entryForgotten,
  gapRemains,
  protectionRemoved,
  accessDrift,
  stageDiffers,
  planStale,
  guardMissing,
  configMapUnread,
];

/** Every judgement over a plan as a whole. */
export const PLAN_JUDGEMENTS: readonly PlanJudgement[] = [
  planErrored,
  planIncomplete,
  accessUnattributed,
  actionUnknown,
  leftOverDestroyed,
];

/** The codes of review: what a plan does to access. */
export const REVIEW_RULES: Readonly<Record<string, ReviewRule>> = Object.fromEntries(
  [...PLAN_JUDGEMENTS, ...JUDGEMENTS].map(({ code, rule }) => [code, rule]),
);
