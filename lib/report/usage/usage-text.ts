import type { UsageReport } from "../../app/usage/usage-of";
import type { LogWindow } from "../../usage/principal-usage";
import type { AuditLogCounts } from "../../usage/logs/read-logs";
import { hasLogins, type RowUse, type SeenPrincipal } from "../../usage/used-rows";
import { principalNameOf } from "../../access/principal/principal-name";
import { counted } from "../text/counted";
import { shown, shownSentence } from "../text/shown";
import { type Cell, type TableLook, textTable } from "../text/text-table";

const DAY = 24 * 60 * 60 * 1000;

/** Who came in, through what, when last; rows that nobody used; what is to be declared. The window comes first. */
export function usageText(report: UsageReport, look: TableLook): string {
  const { used, clusterName, file, stage } = report;
  const title = look.paint(`${shown(clusterName)} (${shown(file)}, stage ${stage})`, "bold");
  return [
    title,
    "",
    ...windowLines(report, look),
    ...versionLines(report),
    "",
    used.principals.length === 0 ? "Nobody whom IAM authenticates stands in the log.\n" : principalTable(report, look),
    ...unusedLines(report, look),
    ...accountLines(report, look),
    ...anewLines(report, look),
  ].join("\n");
}

/** What was read of a log: first what is missing in it. */
export interface ReadLog {
  readonly window?: LogWindow;
  /** Days that were asked for. */
  readonly asked?: number;
  readonly counts: AuditLogCounts;
}

/** What time a log covers, where it is not whole, and how much of it tells something. */
export function windowLines({ window, asked, counts }: ReadLog, { paint }: TableLook): string[] {
  if (window === undefined) return [paint("The log has no line that this command can read.", "red")];
  const days = (window.to - window.from) / DAY;
  const read = `${day(window.from)} to ${day(window.to)}: ${counted(counts.logins, "login")}, ${counted(counts.requests, "request")} of IAM principals, ${counted(counts.unread, "line")} of other kinds`;
  const short =
    asked !== undefined && days < asked - 1
      ? [
          paint(
            `warning: the log covers ${days.toFixed(1)} days, expected ${asked}: whoever came before is not in it`,
            "yellow",
          ),
        ]
      : [];
  const gaps = gapWords(window).map((words) => paint(`warning: ${words}`, "yellow"));
  const torn = tornWords(counts).map((words) => paint(`warning: ${words}`, "yellow"));
  return [...short, ...gaps, ...torn, read];
}

/** How it is known whether the row or the entry served. */
function versionLines({ versions }: UsageReport): string[] {
  if (versions === 0) return [];
  const told = versions === 1 ? "1 commit of the cluster file tells" : `${versions} commits of the cluster file tell`;
  return [`${told} which rows and entries it had when somebody came in`];
}

/** A log that somebody filtered has a gap every night: these are shown, and the others counted. */
const SHOWN_GAPS = 5;

/** What is not whole in a log; the JSON has all of it. */
function gapWords({ gaps }: LogWindow): string[] {
  const words = gaps
    .slice(0, SHOWN_GAPS)
    .map(
      ({ from, to, log }) =>
        `no line of the ${log} log between ${minute(from)} and ${minute(to)}: that log is not whole`,
    );
  const [next] = gaps.slice(SHOWN_GAPS);
  const last = gaps.at(-1);
  if (next === undefined || last === undefined) return words;
  const rest = `${counted(gaps.length - SHOWN_GAPS, "more gap")} between ${minute(next.from)} and ${minute(last.to)}`;
  return [...words, `${rest}: --format json lists each`];
}

/** What lines and files that are cut off come to. */
function tornWords({ torn, tornFiles }: AuditLogCounts): string[] {
  return [
    ...(torn === 0
      ? []
      : [
          `${counted(torn, "line")} of the log ${torn === 1 ? "is" : "are"} cut off, or in a shape that is not read: who asked for what there is not known`,
        ]),
    ...(tornFiles === 0
      ? []
      : [
          `${counted(tornFiles, "file")} ${tornFiles === 1 ? "ends" : "end"} in the middle of the JSON: what follows is not known`,
        ]),
  ];
}

function principalTable({ used, accountId }: UsageReport, look: TableLook): string {
  const head: Cell[] = ["principal", "last", "logins", "through", "sessions"].map((text) => [{ text }]);
  const rows = used.principals.map((seen): Cell[] => [
    [{ text: shown(principalNameOf(seen.usage.arn, accountId)) }],
    lastCell(seen),
    [{ text: String(seen.usage.logins === 0 ? seen.usage.requests : seen.usage.logins) }],
    seen.through.length === 0
      ? [{ text: "refused", colour: "red" }]
      : seen.through.map((text) => ({ text, ...(seen.byRow ? { colour: "yellow" } : {}) })),
    sessionCell(seen),
  ]);
  return textTable({ head, rows }, look);
}

function lastCell({ usage }: SeenPrincipal): Cell {
  if (usage.last !== undefined) return [{ text: minute(usage.last) }];
  const [refusal] = usage.refusals;
  return refusal === undefined
    ? [{ text: "-" }]
    : [{ text: `refused ${minute(refusal.last)}` }, { text: shownSentence(refusal.why) }];
}

const SOME = 3;

function sessionCell({ usage: { sessions } }: SeenPrincipal): Cell {
  const more = sessions.length - SOME;
  const named = sessions.slice(0, SOME).map((name) => ({ text: shown(name) }));
  return more > 0 ? [...named, { text: `and ${more} more` }] : named;
}

/** Rows that served nobody; lines to paste are those of principals that did not come in at all and that the file does not keep. */
function unusedLines({ used, accountId }: UsageReport, { paint }: TableLook): string[] {
  if (!hasLogins(used)) return ["The log has no login: which row nobody uses is not known.", ""];
  const unused = used.rows.filter(({ last }) => last === undefined);
  const absent = unused.filter(({ principalLast }) => principalLast === undefined);
  const others = unused.filter(({ principalLast }) => principalLast !== undefined);
  const named = (row: RowUse): string => `  ${row.place}  ${shown(principalNameOf(row.principal, accountId))}`;
  const were = absent.length === 1 ? "was" : "were";
  return [
    ...listed(
      paint(`${absent.length} of ${counted(used.rows.length, "row")} ${were} not used in this time:`, "bold"),
      absent.map((row) => `${named(row)}${keptWords(row)}`),
    ),
    ...leavingLines(absent),
    ...listed(
      paint(`${counted(others.length, "row")} whose principal came in, not by this row:`, "bold"),
      others.map((row) => `${named(row)}, last ${minute(row.principalLast ?? 0)}`),
    ),
  ];
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines, ""];
}

/** Why a row that nobody used has no line to paste. */
function keptWords({ isDeclared, isLeaving }: RowUse): string {
  if (isLeaving) return " (in leaving already)";
  return isDeclared ? " (has an access entry in the file)" : "";
}

function leavingLines(absent: readonly RowUse[]): string[] {
  const leaves = absent.filter(({ isDeclared, isLeaving }) => !isDeclared && !isLeaving);
  if (leaves.length === 0) return [];
  return [
    "Whoever needs none of them any more adds to the cluster file:",
    "",
    "  leaving:",
    ...new Set(leaves.map(({ principal }) => `    - ${shown(principal)}`)),
    "",
  ];
}

function accountLines({ used }: UsageReport, { paint }: TableLook): string[] {
  if (used.byAccount.length === 0) return [];
  return [
    paint(
      `${counted(used.byAccount.length, "principal")} came in by mapAccounts, which has no access entry. To declare:`,
      "bold",
    ),
    "",
    "  access_entries:",
    ...used.byAccount.flatMap(({ arn, key }) => [
      `    ${shown(key)}:`,
      `      principal_arn: ${shown(arn)}`,
      `      user_name: ${shown(arn)}`,
    ]),
    "",
  ];
}

function anewLines({ used, accountId }: UsageReport, { paint }: TableLook): string[] {
  return used.madeAnew.flatMap(({ arn, userIds }) => [
    paint(`warning: ${shown(principalNameOf(arn, accountId))} was deleted and made anew`, "yellow"),
    `    ${userIds.map(({ id, last }) => `${shown(id)} until ${minute(last)}`).join(", ")}: an access entry of before serves nobody; delete it and apply again`,
  ]);
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2026-11-20 14:05` in UTC */
function minute(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}
