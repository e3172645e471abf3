import { parseArn, samePrincipal } from "../access/arn";
import type { Finding } from "../access/finding";
import { findingsOf } from "../access/finding";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import { filePath } from "../migration/file-path";
import { type GuardCode, GUARD_RULES } from "../migration/guard-rules";
import { render, rowsOf } from "../migration/rendering";
import { rowStates } from "../access/row-state";
import { STAGE_FACTS } from "../migration/stage";

const finding = findingsOf(GUARD_RULES);

/** What one guard refuses, at the place of the file that it is about: its row, its entry, the stage. */
export function refusal(definition: ClusterDefinition, code: GuardCode, about: string): Finding {
  const path = ABOUT_ENTRIES.includes(code) ? entryPath(definition, about) : rowPath(definition, about);
  return finding(code, path ?? entryPath(definition, about) ?? stagePath(definition), TEXTS[code](about, definition));
}

const ABOUT_ENTRIES: readonly GuardCode[] = ["entry-not-live", "entry-outdated", "entry-conflict", "row-not-live"];

/** What each guard says, and what to do about it; the same advice as Terraform's own sentences give. */
const TEXTS: Readonly<
  Record<GuardCode, (about: string, definition: ClusterDefinition) => { message: string; help: string }>
> = {
  "changed-since-plan": (about) => ({ message: about, help: "plan again" }),
  "config-map-absent": () => ({
    message: "there is no live aws-auth, and this stage does not create it",
    help: "set create_aws_auth_configmap: true, or look whether the live data are of this cluster",
  }),
  "config-map-unread": () => ({
    message: "aws-auth is not in the live data, and Terraform has to read it",
    help: "where no runner reaches the Kubernetes API, accept config-map-unread",
  }),
  "entry-conflict": (arn) => ({
    message: `\`${arn}\` is the role of a live managed node group: EKS has made its entry`,
    help: "take the entry out and name the ARN under migration.expected, or import it and name its key under adopt.imported",
  }),
  "entry-not-live": (arn) => ({
    message: `a live row serves \`${arn}\`, which has no live access entry as the file declares it`,
    help: "go back to stage entries and apply it, or name under leaving who goes on purpose",
  }),
  "entry-outdated": (arn) => ({
    message: `the role \`${arn}\` was made after its access entry, which serves it no longer`,
    help: "replace the entry at stage entries: terraform apply -replace",
  }),
  "identity-mismatch": (about) => ({
    message: about,
    help: "take the live data from the file's cluster, account and region, or correct the file",
  }),
  "live-mode": (mode, definition) => ({
    message: `the live mode is none that the plan may start from, expected ${acceptedModes(definition)}, got \`${mode}\``,
    help: "a stage is one plan: let the file say the stage that comes next for the live mode",
  }),
  "row-changed": (arn) => ({
    message: `the live row of \`${arn}\` gives something else than the file's`,
    help: "write the live row into the file, or accept row-changed for that principal",
  }),
  "row-left": (about) => ({
    message: `a live row still serves \`${about}\` when mode API would end it`,
    help: "go back to stage retire and apply it",
  }),
  "row-not-live": (arn) => ({
    message: `this stage has no entry for \`${arn}\`, and no live row to fall back on`,
    help: "put the row back, render the entry, or accept row-not-live for that principal",
  }),
  "row-unknown": (about) => ({
    message: `a live row serves \`${about}\`, which the file does not know: its next plan would take that away`,
    help: "add the row to the file, or name under leaving who goes on purpose",
  }),
  "section-unreadable": (section) => ({
    message: `the live section \`${section}\` cannot be read: whom it serves is unknown`,
    help: "mend its YAML in the cluster, then take the live data again",
  }),
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
