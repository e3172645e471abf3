import { parseArn } from "../access/arn";
import type { Finding } from "../access/finding";
import { findingsOf } from "../access/finding";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import { filePath } from "../migration/file-path";
import { type GuardCode, GUARD_RULES } from "../migration/guard-rules";
import { render, rowsOf } from "../migration/rendering";
import { acceptsUnread } from "../migration/unread-rows";
import { rowStates } from "../access/row-state";
import { samePrincipal } from "../access/principal-id";
import { STAGE_FACTS } from "../migration/stage";

const finding = findingsOf(GUARD_RULES);

/** What one guard refuses, at the place of the file that it is about: its row, its entry, the stage. */
export function refusal(definition: ClusterDefinition, code: GuardCode, about: string): Finding {
  const path = ABOUT_ENTRIES.includes(code) ? entryPath(definition, about) : rowPath(definition, about);
  return finding(code, path ?? entryPath(definition, about) ?? stagePath(definition), {
    message: MESSAGES[code](about, definition),
    help: GUARD_RULES[code].advice,
  });
}

const ABOUT_ENTRIES: readonly GuardCode[] = ["entry-not-live", "entry-outdated", "entry-conflict", "row-not-live"];

/** What each guard says; what to do about it is in {@link GUARD_RULES}. */
const MESSAGES: Readonly<Record<GuardCode, (about: string, definition: ClusterDefinition) => string>> = {
  "changed-since-plan": (about) => about,
  "config-map-absent": () => "there is no live aws-auth, and this stage does not create it",
  "config-map-unread": () => "aws-auth is not among the live data",
  "entry-conflict": (arn) => `\`${arn}\` is the role of a live managed node group: EKS has made its entry`,
  "entry-not-live": (arn, definition) =>
    acceptsUnread(definition)
      ? `\`${arn}\` has no live access entry as the file declares it, and nobody reads whether a row serves it`
      : `a live row serves \`${arn}\`, which has no live access entry as the file declares it`,
  "entry-outdated": (arn) => `the role \`${arn}\` was made after its access entry, which serves it no longer`,
  "identity-mismatch": (about) => about,
  "live-mode": (mode, definition) =>
    `the live mode is none that the plan may start from, expected ${acceptedModes(definition)}, got \`${mode}\``,
  "row-changed": (arn) => `what is live gives \`${arn}\` something else than the file's row`,
  "row-left": (about) => `a live row still serves \`${about}\`, which mode API would end`,
  "row-not-live": (arn) => `this stage has no entry for \`${arn}\`, and no live row to fall back on`,
  "row-unknown": (about) => `a live row serves \`${about}\`, which the file does not know`,
  "section-unreadable": (section) => `the live section \`${section}\` cannot be read: whom it serves is unknown`,
};

function acceptedModes(definition: ClusterDefinition): string {
  const { migration } = definition;
  const modes = migration === undefined ? [render(definition).mode] : STAGE_FACTS[migration.stage].accepts;
  return modes.map((mode) => `\`${mode}\``).join(" or ");
}

function stagePath({ migration }: ClusterDefinition): string {
  return migration === undefined ? "authentication_mode" : "migration.stage";
}

function entryPath({ accessEntries }: ClusterDefinition, about: string): string | undefined {
  const parsed = parseArn(about);
  if (!("arn" in parsed)) return undefined;
  const key = Object.keys(accessEntries).find((each) => {
    const own = parseArn(accessEntries[each]?.principalArn ?? "");
    return "arn" in own && samePrincipal(own.arn, parsed.arn);
  });
  return key === undefined ? undefined : `access_entries.${key}`;
}

function rowPath(definition: ClusterDefinition, about: string): string | undefined {
  const parsed = parseArn(about);
  if (!("arn" in parsed)) return undefined;
  const own = rowStates(rowsOf(definition)).find(
    ({ state }) => "principal" in state && samePrincipal(state.principal, parsed.arn),
  );
  return own === undefined ? undefined : filePath(own.place);
}
