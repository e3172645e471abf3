import type { Imported } from "../../app/import/import-cluster";
import { shownSentence } from "../text/shown";
import { tally } from "../text/tally";

/** What was done, for people: standard output, unless the file itself goes there. */
export function importText(path: string, { changes, draft, findings }: Imported, isUnchanged: boolean): string {
  const { roles = [], users = [], accounts = [] } = draft.awsAuth ?? {};
  const rows = roles.length + users.length + accounts.length;
  const entries = draft.entries.length;
  const what = `${rows} ${rows === 1 ? "row" : "rows"} and ${entries} ${entries === 1 ? "entry" : "entries"}, stage ${draft.migration?.stage.value ?? "none"}`;
  const first = isUnchanged
    ? `${path}: unchanged`
    : `${path}: ${changes.length > 0 ? `${changes.length} added` : what}`;
  const lines = [...changes.map((change) => `added ${change}`), `${first}; findings: ${tally(findings)}`];
  return lines.map((line) => `${shownSentence(line)}\n`).join("");
}
