import { accessDrift } from "./judgements/access/access-drift";
import { accessGained } from "./judgements/access/access-gained";
import { accessLost } from "./judgements/access/access-lost";
import { accessUnattributed } from "./judgements/plan/access-unattributed";
import { accessUnknown } from "./judgements/access/access-unknown";
import { actionUnknown } from "./judgements/plan/action-unknown";
import { adminGained } from "./judgements/access/admin-gained";
import { adminGroupLeft } from "./judgements/access/admin-group-left";
import { adminLost } from "./judgements/access/admin-lost";
import { adminUnstable } from "./judgements/access/admin-unstable";
import { associationReplaced } from "./judgements/entries/association-replaced";
import { roleRulesRemoved } from "./judgements/access/role-rules-removed";
import { bindingRemoved } from "./judgements/access/binding-removed";
import { clusterDestroyed } from "./judgements/cluster/cluster-destroyed";
import { clusterReplaced } from "./judgements/cluster/cluster-replaced";
import { configMapLost } from "./judgements/aws-auth/config-map-lost";
import { createConflict } from "./judgements/entries/create-conflict";
import { entryAutoNodePolicy } from "./judgements/entries/entry-auto-node-policy";
import { entryForgotten } from "./judgements/entries/entry-forgotten";
import { entryRefused } from "./judgements/entries/entry-refused";
import { entryRenamed } from "./judgements/entries/entry-renamed";
import { entryReplaced } from "./judgements/entries/entry-replaced";
import { entryWeaker } from "./judgements/entries/entry-weaker";
import { entryWithoutRights } from "./judgements/entries/entry-without-rights";
import { gapRemains } from "./judgements/entries/gap-remains";
import { guardMissing } from "./judgements/plan/guard-missing";
import { leftOverDestroyed } from "./judgements/plan/left-over-destroyed";
import { mastersByName } from "./judgements/access/masters-by-name";
import { modeIrreversible } from "./judgements/mode/mode-irreversible";
import { modeSkipped } from "./judgements/mode/mode-skipped";
import { modeWithEntries } from "./judgements/mode/mode-with-entries";
import { moduleBumped } from "./judgements/plan/module-bumped";
import { nodeAccessLost } from "./judgements/access/node-access-lost";
import { planErrored } from "./judgements/plan/plan-errored";
import { planIncomplete } from "./judgements/plan/plan-incomplete";
import { planStale } from "./judgements/plan/plan-stale";
import { principalForeign } from "./judgements/entries/principal/principal-foreign";
import { principalReplaced } from "./judgements/entries/principal/principal-replaced";
import { protectionRemoved } from "./judgements/cluster/protection-removed";
import { rolePathMissing } from "./judgements/entries/principal/role-path-missing";
import { rowRemoved } from "./judgements/aws-auth/row-removed";
import { secondReadMissing } from "./judgements/plan/second-read-missing";
import { rowsUnguarded } from "./judgements/aws-auth/rows-unguarded";
import { serviceLinkedRole } from "./judgements/entries/principal/service-linked-role";
import { stageDiffers } from "./judgements/mode/stage-differs";
import { trustChanged } from "./judgements/access/trust-changed";
import { usernameChanged } from "./judgements/access/username-changed";
import { rowUnseen } from "./judgements/aws-auth/row-unseen";
import { eksEntryUnseen } from "./judgements/entries/eks-entry-unseen";
import { endpointNarrowed } from "./judgements/cluster/endpoint-narrowed";
import { identityProviderChanged } from "./judgements/cluster/identity-provider-changed";
import { otherWriter } from "./judgements/plan/other-writer";
import { planNotApplyable } from "./judgements/plan/plan-not-applyable";
import { bindingGained } from "./judgements/access/binding-gained";
import { destroyedBeside } from "./judgements/plan/destroyed-beside";
import type { Judgement, PlanJudgement } from "./judgements/judgement";
import { entryRemoved } from "./judgements/entries/entry-removed";

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
  entryRemoved,
  entryRenamed,
  associationReplaced,
  createConflict,
  entryRefused,
  entryWithoutRights,
  entryAutoNodePolicy,
  usernameChanged,
  mastersByName,
  adminGroupLeft,
  principalForeign,
  rolePathMissing,
  serviceLinkedRole,
  principalReplaced,
  trustChanged,
  bindingRemoved,
  roleRulesRemoved,
  bindingGained,
  entryForgotten,
  gapRemains,
  protectionRemoved,
  accessDrift,
  stageDiffers,
  planStale,
  guardMissing,
  secondReadMissing,
  rowUnseen,
  eksEntryUnseen,
  endpointNarrowed,
  identityProviderChanged,
  rowsUnguarded,
];

/** Every judgement over a plan as a whole. */
export const PLAN_JUDGEMENTS: readonly PlanJudgement[] = [
  planErrored,
  planIncomplete,
  accessUnattributed,
  actionUnknown,
  leftOverDestroyed,
  otherWriter,
  planNotApplyable,
  destroyedBeside,
  moduleBumped,
];
