import { currentCode, says } from "../../finding/catalogue";
import { type Finding, findingsIn } from "../../finding/finding";
import { isExpired } from "../acceptance";
import type { Acceptance, AccessDefinition } from "../definition";
import type { StagedDefinition } from "../staged-definition";

const finding = findingsIn("gate");

type Gated = Pick<StagedDefinition, "definition" | "rendering">;

/**
 * What is wrong with the acceptances of guards: those that are over by `today` (`2026-11-22`), at every stage, and a
 * ConfigMap that is written unread.
 * @see DESIGN: three lines of defence, 2
 */
export function guardAcceptanceFindings(staged: Gated, today: string): Finding[] {
  const unread = unreadWritten(staged);
  // One thing to do about each acceptance: one that has to go needs no new date.
  const expired = expiredGuardAcceptances(staged.definition, today).filter(
    ({ path }) => !unread.some((one) => acceptancePath(one) === acceptancePath({ path })),
  );
  return [...expired, ...unread];
}

/** Acceptances of guards whose last day is before `today`: they would open the guard for ever. */
function expiredGuardAcceptances({ accept = [] }: AccessDefinition, today: string): Finding[] {
  return accept.flatMap((one, i) =>
    says("guard", currentCode(one.code)) && isExpired(one, today) ? [expired(one, i, today)] : [],
  );
}

/** `accept[2]` of `accept[2].until` */
function acceptancePath({ path }: Pick<Finding, "path">): string {
  return path.replace(/\.\w+$/, "");
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
    currentCode(code) === "config-map-unread"
      ? [
          finding("accept-unread-written", `accept[${i}].code`, {
            message:
              "accepted beside a ConfigMap that this stack writes: the plan would overwrite live rows that nobody has read, expected no such acceptance",
            help: "delete the acceptance: whoever writes aws-auth can read it; or, where somebody else writes the rows, write `manage_aws_auth_configmap: false` under `aws_auth`",
          }),
        ]
      : [],
  );
}
