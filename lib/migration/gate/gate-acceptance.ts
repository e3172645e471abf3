import { type Finding, findingsOf, type Rule } from "../../finding/finding";
import { isExpired } from "../acceptance";
import type { Acceptance, AccessDefinition } from "../definition";
import { GUARD_RULES } from "../guard/guards";
import type { StagedDefinition } from "../staged-definition";

/** The codes of findings about acceptances that leave a guard out of the JSON. */
export const GUARD_ACCEPTANCE_RULES = {
  "accept-guard-expired": {
    severity: "blocker",
    rule: "R38",
    meaning:
      "The last day of an acceptance of a guard's code has passed. What Terraform reads does not change with the day, so the guard would stay open.",
  },
  "accept-unread-written": {
    severity: "error",
    rule: "R38",
    meaning:
      "`config-map-unread` is accepted beside a ConfigMap that this stack writes: the plan would overwrite rows that nobody has read.",
  },
} as const satisfies Record<string, Rule>;

const finding = findingsOf(GUARD_ACCEPTANCE_RULES);

type Gated = Pick<StagedDefinition, "definition" | "rendering">;

/**
 * What is wrong with the acceptances of guards: those that are over by `today` (`2026-11-22`), at every stage, and a
 * ConfigMap that is written unread.
 * @see DESIGN: three lines of defence, 2
 */
export function guardAcceptanceFindings(staged: Gated, today: string): Finding[] {
  return [...expiredGuardAcceptances(staged.definition, today), ...unreadWritten(staged)];
}

/** Whether a code is one of the guards', which the JSON asks or leaves out. */
export function isGuardCode(code: string): boolean {
  return Object.hasOwn(GUARD_RULES, code);
}

/** Acceptances of guards whose last day is before `today`: they would open the guard for ever. */
export function expiredGuardAcceptances({ accept = [] }: AccessDefinition, today: string): Finding[] {
  return accept.flatMap((one, i) => (isGuardCode(one.code) && isExpired(one, today) ? [expired(one, i, today)] : []));
}

function expired({ code, until }: Acceptance, i: number, today: string): Finding {
  return finding("accept-guard-expired", `accept[${i}].until`, {
    message: `an expired acceptance would leave the guard \`${code}\` open, expected ${today} or later, got \`${until}\``,
    help: "look at the cluster again, and write a new date; or delete the acceptance, and the guard asks again",
  });
}

/** Who may write the ConfigMap may read it. */
function unreadWritten({ definition, rendering }: Gated): Finding[] {
  const { create, manage } = rendering.awsAuth;
  if (!create && !manage) return [];
  return (definition.accept ?? []).flatMap(({ code }, i) =>
    code === "config-map-unread"
      ? [
          finding("accept-unread-written", `accept[${i}].code`, {
            message: "accepted beside a ConfigMap that this stack writes, expected it without `aws_auth` rows of ours",
            help: "delete the acceptance: whoever writes aws-auth can read it; or write manage_aws_auth_configmap: false, where somebody else writes the rows",
          }),
        ]
      : [],
  );
}
