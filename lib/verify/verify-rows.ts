import { rowGiven } from "../access/aws-auth/row-given";
import { rowKey } from "../access/aws-auth/row-key";
import { readsAccessEntries, readsConfigMap } from "../access/access-entry/authentication-mode";
import { type AwsAuth, EMPTY_AWS_AUTH, placeName } from "../access/aws-auth/aws-auth";
import { rowStates } from "../access/aws-auth/row-state";
import { printArn } from "../access/principal/arn";
import { namesPrincipal, principalId } from "../access/principal/principal-id";
import { type EffectiveRow, effectiveRows } from "../migration/effective-rows";
import { filePath } from "../migration/file-path";
import { isLeaving, isLeavingAccount } from "../migration/leaving";
import { forgets } from "../migration/retirement";
import { STAGE_FACTS } from "../migration/stage";
import { acceptsUnread } from "../migration/unread-rows";
import { applyStage, orAsLive } from "./apply-stage";
import { because, type Deviation, deviation, type Held, modeOf, nameIn, tell } from "./verify-finding";

/** The rows of aws-auth, as the authenticator reads them. */
export function rowDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  const fate = fateOf(held);
  if (fate === "nobody's") return [];
  if (live.awsAuth === undefined) return unread(held);
  const rows = live.awsAuth === "absent" ? EMPTY_AWS_AUTH : live.awsAuth;
  const broken = rows.unreadable.map((section) =>
    deviation("section-unreadable", "aws_auth", {
      message: `the live section ${section} cannot be read, so that nobody knows which principals it serves`,
      help: "correct it in the cluster: `kubectl edit configmap -n kube-system aws-auth`",
    }),
  );
  if (fate === "emptied") return [...broken, ...writtenBack(held, rows)];
  if (live.awsAuth === "absent" && staged.effectiveRows.length > 0) return [absent(held)];
  return [...broken, ...compared(held, rows, fate), ...deadRows(held, rows)];
}

/**
 * What the rows are after the plan of the stage: `declared` as the file has them, `alive` where they are only forgotten and may go,
 * `emptied`, or `nobody's`: forgotten, and read by nothing.
 */
type Fate = "declared" | "alive" | "emptied" | "nobody's";

function fateOf({ staged: { definition, rendering }, live }: Held): Fate {
  const rows = definition.migration === undefined ? "declared" : STAGE_FACTS[definition.migration.stage].rows;
  if (rows === "declared")
    return definition.awsAuth === undefined && !readsConfigMap(rendering.mode) ? "nobody's" : "declared";
  if (!forgets(definition)) return "emptied";
  return readsConfigMap(live.cluster?.mode ?? rendering.mode) ? "alive" : "nobody's";
}

function unread(held: Held): Deviation[] {
  const { staged, live } = held;
  const message = `not known: which rows aws-auth has${because(live, ["get configmaps/aws-auth"])}`;
  const help = tell(held, "kubectl get configmap -n kube-system aws-auth -o yaml");
  const severity = acceptsUnread(staged.definition) ? ({ severity: "note" } as const) : {};
  return [deviation("verify-unknown", "aws_auth", { message, help, ...severity })];
}

function absent(held: Held): Deviation {
  return deviation("verify-row-missing", "aws_auth", {
    message: "there is no ConfigMap `kube-system/aws-auth`, so none of the file's rows serves anybody",
    help: applyStage(held),
  });
}

function writtenBack(held: Held, rows: AwsAuth): Deviation[] {
  const { staged } = held;
  const isRead = readsConfigMap(modeOf(held));
  const severity = isRead ? {} : ({ severity: "warning" } as const);
  const serves = isRead ? "serves" : "would serve, if the mode read rows,";
  const help = `\`kubectl get configmap -n kube-system aws-auth -o yaml --show-managed-fields\` names what wrote it: stop that (eksctl, Helm, a script, other Terraform), then ${applyStage(held)}`;
  const own = effectiveRows(rows).map(({ principal }) => {
    const arn = printArn(principal);
    const message = `aws-auth was emptied, and ${isRead ? rowAgain(held, arn) : `a live row ${serves} ${nameIn(held, arn)} again`}`;
    return deviation("verify-row-written-back", pathOf(staged, principalId(principal)), {
      principal: arn,
      message,
      help,
      ...severity,
    });
  });
  const accounts = accountsOf(rows).map((account) => {
    const message = `aws-auth was emptied, and a live mapped account ${serves} everybody of \`${account}\` again`;
    return deviation("verify-row-written-back", "aws_auth.aws_auth_accounts", { message, help, ...severity });
  });
  return [...own, ...accounts];
}

/** An entry overrides the row of its principal; whoever has none is let in by the row. */
function rowAgain(held: Held, arn: string): string {
  const [name, { entryPrincipals, entries }] = [nameIn(held, arn), held.live];
  const known = [...(entryPrincipals ?? []), ...entries.map(({ principalArn }) => principalArn)];
  if (namesPrincipal(known, arn)) return `a live row names ${name} again; its entry still serves it`;
  return entryPrincipals === undefined
    ? `a live row names ${name} again: it is let in, unless it has an entry, and that is not known`
    : `a live row lets ${name} in: no entry replaces it`;
}

/** Rows that are forgotten may go; those of a section that cannot be read are not known to be gone. */
function isOpen({ unreadable }: AwsAuth, fate: Fate): boolean {
  return fate === "alive" || unreadable.length > 0;
}

function compared(held: Held, rows: AwsAuth, fate: Fate): Deviation[] {
  const { staged } = held;
  const [ours, theirs] = [byPrincipal(staged.effectiveRows), byPrincipal(effectiveRows(rows))];
  const missing = isOpen(rows, fate)
    ? []
    : [...ours.values()].filter(({ id }) => !theirs.has(id)).map((row) => missingRow(held, row));
  const others = [...theirs.values()].flatMap((row) => {
    const own = ours.get(row.id);
    if (own === undefined) return [unnamedRow(held, row)];
    return own.gives === row.gives ? [] : [otherRow(held, own, row)];
  });
  return [...missing, ...others, ...accountDeviations(held, rows, fate)];
}

/** All that the rows of one principal give. */
interface Given {
  readonly id: string;
  readonly arn: string;
  readonly gives: string;
  readonly row: EffectiveRow;
}

function byPrincipal(rows: readonly EffectiveRow[]): Map<string, Given> {
  const all = new Map<string, Given>();
  for (const row of rows) {
    const id = principalId(row.principal);
    const { username, groups } = rowGiven(row.row);
    const text = `username ${username === "" ? "none" : `\`${username}\``}, groups ${
      groups.map((group) => `\`${group}\``).join(", ") || "none"
    }`;
    const parts = [...new Set([...(all.get(id)?.gives.split(" or ") ?? []), text])].sort();
    all.set(id, { id, arn: printArn(row.principal), gives: parts.join(" or "), row });
  }
  return all;
}

function missingRow(held: Held, { id, arn }: Given): Deviation {
  const message = `the row of ${nameIn(held, arn)} is not live: ${readsAccessEntries(modeOf(held)) ? "only an access entry lets it in" : "the cluster refuses it"}`;
  return deviation("verify-row-missing", pathOf(held.staged, id), {
    principal: arn,
    message,
    help: applyStage(held),
  });
}

function unnamedRow(held: Held, { arn, gives, row: { principal } }: Given): Deviation {
  const leaves = isLeaving(held.staged.definition, principal) ? ", though it is in the list leaving" : "";
  return deviation("verify-row-unnamed", "aws_auth", {
    principal: arn,
    message: `a live row serves ${nameIn(held, arn)} (${gives}), and the file has no row for it${leaves}`,
    help: `write a row under \`aws_auth\` and an entry under \`access_entries\` for \`${arn}\`; or delete the live row: \`kubectl edit configmap -n kube-system aws-auth\``,
  });
}

function otherRow(held: Held, { id, arn, gives }: Given, live: Given): Deviation {
  const message = `the live row of ${nameIn(held, arn)} gives something else, expected ${gives}, got ${live.gives}`;
  return deviation("verify-row-differs", pathOf(held.staged, id), { principal: arn, message, help: orAsLive(held) });
}

function accountDeviations(held: Held, rows: AwsAuth, fate: Fate): Deviation[] {
  const { definition, rows: own } = held.staged;
  const [ours, theirs] = [accountsOf(own), accountsOf(rows)];
  const path = "aws_auth.aws_auth_accounts";
  const gone = isOpen(rows, fate) ? [] : ours.filter((one) => !theirs.includes(one));
  const missing = gone.map((account) =>
    deviation("verify-row-missing", path, {
      message: `the mapped account \`${account}\` is not live: nobody of it is let in by it`,
      help: applyStage(held),
    }),
  );
  const unnamed = theirs
    .filter((one) => !ours.includes(one))
    .map((account) => {
      const leaves = isLeavingAccount(definition, account) ? ", though it is in the list leaving" : "";
      const message = `the live mapped account \`${account}\` is not in the file${leaves}: everybody in it is let in`;
      return deviation("verify-row-unnamed", path, {
        message,
        help: "write the account into `aws_auth.aws_auth_accounts`; or delete it: `kubectl edit configmap -n kube-system aws-auth`",
      });
    });
  return [...missing, ...unnamed];
}

/** What is no account ID serves nobody (R13). */
function accountsOf({ accounts }: AwsAuth): string[] {
  return [...new Set(accounts.map(({ row }) => row))].filter((row) => /^\d{12}$/.test(row));
}

function deadRows({ staged }: Held, rows: AwsAuth): Deviation[] {
  const known = new Set(staged.rowStates.map(({ row }) => rowKey(row)));
  return rowStates(rows).flatMap((stated) => {
    const { state, place, arn, row } = stated;
    if (state.kind !== "dead" || known.has(rowKey(row))) return [];
    const message = `the live row ${placeName(place)} ${arn === undefined ? "" : `(\`${arn}\`) `}serves nobody: ${state.why}`;
    return [
      deviation("verify-row-dead", "aws_auth", {
        message,
        help: "delete the live row, or write its ARN as the authenticator sees it: `kubectl edit configmap -n kube-system aws-auth`",
      }),
    ];
  });
}

function pathOf(staged: Held["staged"], id: string): string {
  const own = staged.rowStates.find(({ state }) => "principal" in state && principalId(state.principal) === id);
  return own === undefined ? "aws_auth" : filePath(own.place);
}
