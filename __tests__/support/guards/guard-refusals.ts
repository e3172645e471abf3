import { type GuardCode, guardsOf } from "../../../lib/migration/guard/guards";
import type { LiveCluster } from "../../../lib/migration/guard/live-cluster";
import type { StagedDefinition } from "../../../lib/migration/staged-definition";

/** What the guards refuse of a definition's plan on a live cluster: codes with whom they are about; empty passes. */
export function guardRefusals(staged: StagedDefinition, live: LiveCluster): { code: GuardCode; about: string }[] {
  return guardsOf(staged).flatMap(({ code, refuses }) => refuses(staged, live).map((about) => ({ code, about })));
}
