import { resolve } from "node:path";
import { pastState, usageOf } from "../../../app/usage/usage-of";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { Failure } from "../../failure";
import { readClusterFiles, readOneFile } from "../../files/cluster-files";
import type { Anonymiser } from "../../../anonymise/anonymiser";
import { anonymisedLog } from "../../../anonymise/anonymised-log";
import { check } from "../../../app/check/check";
import { anonymisedFile, anonymiserIf, failingAnonymised, findingsAnonymised } from "../../files/anonymised";
import { cloudLog } from "../../files/logs/cloud-log";
import { fileVersions } from "../../files/file-versions";
import { refuseTwiceStandardInput } from "../../files/input";
import { type LogFile, logFiles } from "../../files/logs/log-files";
import { writeFileWhole } from "../../files/write-file";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { painter } from "../../../report/text/colour";
import { findingsText } from "../../../report/findings/findings-text";
import { usageJsonText } from "../../../report/usage/usage-json";
import { usageText } from "../../../report/usage/usage-text";
import { LogReader } from "../../../usage/logs/read-logs";
import type { RequestKinds } from "../../../usage/replay";
import { hasLogins } from "../../../usage/used-rows";
import type { PastState } from "../../../usage/served-through";
import { lookOf } from "../look";

/** What was typed after `usage`. */
export interface UsageOptions {
  readonly file: string;
  readonly log?: readonly string[];
  /** Days of the log in CloudWatch that are read: `30d`. */
  readonly fromCloudwatch?: string;
  /** Of the AWS configuration. */
  readonly profile?: string;
  readonly format: "text" | "json";
  /** @default false */
  readonly anonymise?: boolean;
  /** Days that the log should cover. */
  readonly days?: string;
  /** @default standard output */
  readonly output?: string;
}

/** Tells who came in by what, from logs. */
export async function runUsage(context: CliContext, options: UsageOptions): Promise<ExitCode> {
  const anonymiser = anonymiserIf(options.anonymise);
  const { file, log = [], output, profile } = options;
  return failingAnonymised(anonymiser, async () => used(context, options, anonymiser), [file, ...log, output, profile]);
}

async function used(context: CliContext, options: UsageOptions, anonymiser: Anonymiser | undefined): Promise<ExitCode> {
  const { log = [], fromCloudwatch, profile } = options;
  if (log.length === 0 && fromCloudwatch === undefined)
    throw new Failure("no log, expected --log or --from-cloudwatch", { help: "eks-access usage --help shows both" });
  refuseTwiceStandardInput([options.file, ...log]);
  const span = fromCloudwatch === undefined ? undefined : daysOf(fromCloudwatch, "--from-cloudwatch");
  const asked = options.days === undefined ? span : daysOf(options.days, "--days");
  const { cluster, clusterName } = await onlyCluster(context, options.file, anonymiser);
  const reader = log.length === 0 ? new LogReader() : await readLogs(context, log, { anonymiser });
  if (span !== undefined) {
    const { terraform } = cluster.staged.definition;
    const { region, assumeRole } = terraform;
    const credentials = {
      ...(profile === undefined ? {} : { profile }),
      ...(assumeRole === undefined ? {} : { assumeRole }),
    };
    anonymiser?.learnPath(clusterName);
    const lines = await cloudLog(context, { clusterName, days: span, region, ...credentials }, anonymiser);
    const text = anonymiser === undefined ? lines : anonymisedLog(lines, anonymiser);
    await readOne(context, reader, { log: { name: "CloudWatch", text: () => text }, anonymiser });
  }
  const history = await historyOf(context, cluster.file, { reader, anonymiser });
  const report = usageOf(cluster, reader, { ...(asked === undefined ? {} : { asked }), history });
  if (options.output !== undefined)
    await writeFileWhole(resolve(context.cwd, options.output), usageJsonText(report), options.output);
  if (options.format === "json") context.stdout.write(usageJsonText(report));
  else context.stdout.write(usageText(report, lookOf(context)));
  return hasLogins(report.used) ? 0 : 1;
}

/** A day before the log begins: what was committed then is applied. */
const DAY = 24 * 60 * 60 * 1000;

/** What the file said at each commit that the log's time touches, with what its folder says today. */
async function historyOf(
  context: CliContext,
  file: string,
  { reader, anonymiser }: { readonly reader: LogReader; readonly anonymiser: Anonymiser | undefined },
): Promise<PastState[]> {
  const { window } = reader.usage;
  if (file === "-" || window === undefined) return [];
  const versions = await fileVersions(resolve(context.cwd, file), {
    from: window.from - DAY,
    to: window.to,
    env: context.env,
  });
  if (versions.length === 0) return [];
  const [source] = (await readOneFile(context, file)).sources;
  return versions.map(({ since, bytes }) => {
    if (source === undefined || bytes === undefined) return pastState(since, undefined);
    const past = { ...source, bytes };
    const read = anonymiser === undefined ? past : anonymisedFile(past, anonymiser);
    return pastState(since, check({ sources: [read] }, context.today).clusters[0]?.staged);
  });
}

/** The cluster of a file, and its own name where those of the file are made up. */
interface OneCluster {
  readonly cluster: ClusterFile;
  readonly clusterName: string;
}

/** The cluster of one file. Throws a {@link Failure} where it cannot be judged. */
export async function onlyCluster(context: CliContext, file: string, anonymiser?: Anonymiser): Promise<OneCluster> {
  const fleet = await readClusterFiles(context, [file]);
  const [cluster, ...others] = fleet.clusters;
  if (cluster === undefined) {
    const text = findingsText(fleet.findings, painter(context.stderr, context.env));
    context.stderr.write(findingsAnonymised(text, [file], anonymiser));
    throw new Failure(`${file}: no cluster file that can be read`, { exitCode: 1 });
  }
  if (others.length > 0)
    throw new Failure(`${file}: ${others.length + 1} clusters, expected one: a log is that of one`);
  const { clusterName } = cluster.staged.definition;
  if (anonymiser === undefined) return { cluster, clusterName };
  const { sources } = await readOneFile(context, cluster.file);
  const [made] = check({ sources: sources.map((one) => anonymisedFile(one, anonymiser)) }, context.today).clusters;
  if (made === undefined) throw new Failure(`${file}: no cluster file with made-up names`, { exitCode: 1 });
  return { cluster: made, clusterName };
}

/** What is made of logs beside who came in. */
interface LogReading {
  readonly kinds?: RequestKinds;
  readonly anonymiser?: Anonymiser | undefined;
}

/** Reads all logs, one after the other. Throws a {@link Failure} that names the file which is none. */
export async function readLogs(
  context: CliContext,
  paths: readonly string[],
  { kinds, anonymiser }: LogReading = {},
): Promise<LogReader> {
  const reader = new LogReader(kinds);
  for (const { name, text } of logFiles(context, paths)) {
    const made = anonymiser === undefined ? text : () => anonymisedLog(text(), anonymiser);
    await readOne(context, reader, { log: { name, text: made }, anonymiser });
  }
  return reader;
}

/** One log, and what puts made-up names into what is said of it. */
interface NamedLog {
  readonly log: LogFile;
  readonly anonymiser: Anonymiser | undefined;
}

async function readOne(
  { stderr, env }: CliContext,
  reader: LogReader,
  { log: { name, text }, anonymiser }: NamedLog,
): Promise<void> {
  try {
    const { isTorn } = await reader.read(text());
    if (!isTorn) return;
    const warning = painter(stderr, env)("warning", "yellow");
    stderr.write(
      `${warning} ${findingsAnonymised(name, [name], anonymiser)}: ends in the middle of its JSON: what follows is missing\n`,
    );
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(`${name}: no log: ${error.message}`, { exitCode: 1 });
    throw error;
  }
}

function daysOf(text: string, option: string): number {
  const match = /^(\d{1,4})d?$/.exec(text);
  if (match?.[1] === undefined || Number(match[1]) === 0)
    throw new Failure(`${option}: expected a number of days, got \`${text}\``);
  return Number(match[1]);
}
