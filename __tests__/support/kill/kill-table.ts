import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fieldsOf } from "../terraform/provider-schema";
import { KILL_ENDS, type KillResult } from "./kill-bench";
import { KILL_FAULTS } from "./kill-faults";
import type { KillCell } from "./kill-matrix";
import { KILL_VARIANTS, type KillVariant } from "./kill-steps";

const FOLDER = join(__dirname, "../../fixtures/kill");
const PAGE = join(__dirname, "../../../docs/testing.md");
const BEGIN = "<!-- kill: begin -->";
const END = "<!-- kill: end -->";

/** What a run of one variant saw. */
export interface KillReport {
  /** `2026-11-27` */
  readonly date: string;
  readonly seconds: number;
  readonly results: readonly KillResult[];
}

/** Where the results of a variant are kept. */
export function fileOf({ name }: KillVariant): string {
  return join(FOLDER, `${name.toLowerCase().replaceAll(" ", "-")}.json`);
}

/** What was seen of a variant; undefined where it was never tried. */
export function reportOf(variant: KillVariant): KillReport | undefined {
  const file = fileOf(variant);
  if (!existsSync(file)) return undefined;
  const { date, seconds, results } = fieldsOf(JSON.parse(readFileSync(file, "utf8")));
  const list: readonly unknown[] = Array.isArray(results) ? results : [];
  return { date: String(date), seconds: Number(seconds), results: list.map(fieldsOf).map(resultOf) };
}

/** Keeps what was seen. */
export function keepReport(file: string, report: KillReport): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(report, null, 1)}\n`);
  renameSync(`${file}.new`, file);
}

/** Whether a result is that of a cell. */
export function isOfCell(result: KillCell, cell: KillCell): boolean {
  const { variant, step, call, fault } = cell;
  return result.variant === variant && result.step === step && result.call === call && result.fault === fault;
}

/** The part of docs/testing.md between its marks. */
export function killTable(): string {
  const reports = KILL_VARIANTS.flatMap((variant) => {
    const report = reportOf(variant);
    return report === undefined ? [] : [{ variant, report }];
  });
  const all = reports.flatMap(({ report }) => report.results);
  const ends = KILL_ENDS.map((end) => `${all.filter((one) => one.end === end).length} ${MEANING[end]}`);
  const lost = all.filter(({ losses }) => losses.length > 0).length;
  const longest = Math.max(0, ...all.map(({ gap }) => gap));
  return [
    `${all.length} cells: ${ends.join(", ")}. Somebody had less than before, beyond the gap, in ${lost}. The longest gap took ${seconds(longest)}.`,
    ...reports.flatMap(({ variant, report }) => ["", ...tableOf(variant, report)]),
  ].join("\n");
}

/** Writes the table into docs/testing.md. */
export function writeKillTable(): void {
  const page = readFileSync(PAGE, "utf8");
  const [head] = page.split(BEGIN);
  const [, tail] = page.split(END);
  if (head === undefined || tail === undefined) throw new Error(`docs/testing.md lacks ${BEGIN} and ${END}`);
  writeFileSync(`${PAGE}.new`, `${head}${BEGIN}\n\n${killTable()}\n\n${END}${tail}`);
  renameSync(`${PAGE}.new`, PAGE);
}

const MEANING: Readonly<Record<(typeof KILL_ENDS)[number], string>> = {
  itself: "came to their end by themselves",
  again: "by the next run",
  remedy: "by a remedy of recovery.md",
  stuck: "not",
};

function tableOf(variant: KillVariant, { date, seconds: took, results }: KillReport): readonly string[] {
  const faults = KILL_FAULTS.filter(({ name }) => results.some(({ fault }) => fault === name));
  const rows = [...new Map(results.map((one) => [`${one.step} | \`${shortCall(one.call)}\``, one])).entries()];
  return [
    `${variant.name}, ${date}, ${Math.round(took / 60)} minutes:`,
    "",
    `| step | call | ${faults.map(({ name }) => name).join(" | ")} |`,
    `| --- | --- |${" --- |".repeat(faults.length)}`,
    ...rows.map(([head, { step, call }]) => {
      const cells = faults.map(({ name }) => {
        const found = results.find((one) => one.step === step && one.call === call && one.fault === name);
        return found === undefined ? "" : cellText(found);
      });
      return `| ${head} | ${cells.join(" | ")} |`;
    }),
  ];
}

function cellText({ end, gap, losses }: KillResult): string {
  const lost = losses.length === 0 ? "" : `, **${losses.length} lost**`;
  return `${end}${gap === 0 ? "" : `, ${seconds(gap)}`}${lost}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `CreateAccessEntry admin` */
function shortCall(call: string): string {
  return call.replaceAll(/arn:aws:iam::\d+:role\//g, "").replace("AmazonEKSClusterAdminPolicy ", "");
}

function resultOf(fields: Readonly<Record<string, unknown>>): KillResult {
  const { variant, step, call, fault, end, remedy, said, gap, losses } = fields;
  return {
    variant: String(variant),
    step: String(step),
    call: String(call),
    fault: String(fault),
    end: KILL_ENDS.find((one) => one === end) ?? "stuck",
    ...(typeof remedy === "string" ? { remedy } : {}),
    ...(typeof said === "string" ? { said } : {}),
    gap: Number(gap),
    losses: Array.isArray(losses) ? losses.map(String) : [],
  };
}
