import { setTimeout as pause } from "node:timers/promises";
import type { Anonymiser } from "../../../anonymise/anonymiser";
import { digestOf } from "../../../fleet/file-digest";
import { type VerifiedCluster, verify } from "../../../app/verify/verify";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { painter } from "../../../report/text/colour";
import { findingsText } from "../../../report/findings/findings-text";
import { printVerify } from "../../../report/verify/print-verify";
import type { VerifyFormat } from "../../../report/verify/verify-format";
import type { SourceText } from "../../../sources/source-documents";
import { answered } from "../../answered";
import type { CliContext } from "../../context";
import { type ExitCode, exitCodeOf } from "../../exit-code";
import { Failure } from "../../failure";
import { readClusterFiles, readOneFile } from "../../files/cluster-files";
import {
  anonymisedFile,
  anonymisedTexts,
  anonymiserIf,
  failingAnonymised,
  findingsAnonymised,
  shownIf,
} from "../../files/anonymised";
import { type LiveOptions, liveText } from "../../files/live/live-cluster";
import { textsFor } from "../../files/live/live-dumps";
import { readTexts } from "../../files/source-files";
import { tellFailure } from "../tell-failure";

/** What was typed after `verify`. */
export interface VerifyOptions {
  readonly files: readonly string[];
  readonly live?: readonly string[];
  /** `prod`, or `111122223333=prod` for the clusters of one account. */
  readonly profile?: readonly string[];
  readonly context?: string;
  /** `90s`, `10m` */
  readonly wait?: string;
  readonly format: VerifyFormat;
  /** @default false */
  readonly anonymise?: boolean;
}

/** Between two questions to a cluster that is waited for. */
const INTERVAL = 10_000;

/** Holds live clusters, or dumps of them, against their files, and prints how they differ. */
export async function runVerify(context: CliContext, options: VerifyOptions): Promise<ExitCode> {
  const anonymiser = anonymiserIf(options.anonymise);
  const { files, live = [], profile = [] } = options;
  const typed = [...files, ...live, ...profile, options.context];
  return failingAnonymised(anonymiser, async () => verified(context, options, anonymiser), typed);
}

async function verified(
  context: CliContext,
  options: VerifyOptions,
  anonymiser: Anonymiser | undefined,
): Promise<ExitCode> {
  refuseMisuse(options);
  const wait = options.wait === undefined ? 0 : durationOf(options.wait);
  const fleet = await readClusterFiles(context, options.files);
  if (fleet.clusters.length === 0 || exitCodeOf(fleet.findings.filter(({ severity }) => severity === "error")) !== 0) {
    const text = findingsText(fleet.findings, painter(context.stderr, context.env));
    context.stderr.write(
      findingsAnonymised(
        text,
        fleet.findings.map(({ file }) => file),
        anonymiser,
      ),
    );
    throw new Failure("no cluster was asked: expected cluster files without errors", { exitCode: 1 });
  }
  if (options.context !== undefined && fleet.clusters.length > 1)
    throw new Failure(`--context: ${fleet.clusters.length} clusters, expected one: a context leads to one`);
  const found = await verifyAll(context, { clusters: fleet.clusters, options, wait, anonymiser });
  const paint = painter(context.stdout, context.env);
  context.stdout.write(
    printVerify({ clusters: fleet.clusters, verified: found, at: Date.now(), paint }, options.format),
  );
  return found.every(({ isComplete }) => isComplete) ? 0 : 1;
}

interface Asked {
  readonly clusters: readonly ClusterFile[];
  readonly options: VerifyOptions;
  /** Milliseconds. */
  readonly wait: number;
  readonly anonymiser: Anonymiser | undefined;
}

async function verifyAll(context: CliContext, asked: Asked): Promise<VerifiedCluster[]> {
  const { clusters, options, wait, anonymiser } = asked;
  const dumps = options.live === undefined ? undefined : await readTexts(context, options.live);
  const until = Date.now() + wait;
  const verified: VerifiedCluster[] = [];
  let failed = 0;
  for (const cluster of clusters) {
    let told = await textsOf(context, cluster, { ...asked, dumps });
    let one = await verifyOne(context, { cluster, anonymiser }, told.texts);
    while (!one.isComplete && Date.now() < until) {
      await pause(Math.min(INTERVAL, until - Date.now()));
      told = await textsOf(context, cluster, { ...asked, dumps });
      one = await verifyOne(context, { cluster, anonymiser }, told.texts);
    }
    if (told.failure !== undefined) {
      failed += 1;
      tellFailure(context, findingsAnonymised(cluster.file, [], anonymiser), told.failure);
    }
    verified.push(one);
  }
  if (dumps !== undefined && failed === clusters.length)
    throw new Failure(`--live: expected a dump of one of these ${clusters.length} clusters, got none`);
  return verified;
}

/** What a cluster answered, or why nothing is known of it: among several clusters it does not keep the others from being asked. */
interface LiveTexts {
  readonly texts: readonly SourceText[];
  readonly failure?: Failure;
}

async function textsOf(
  context: CliContext,
  cluster: ClusterFile,
  { clusters, options, anonymiser, dumps }: Asked & { readonly dumps: readonly SourceText[] | undefined },
): Promise<LiveTexts> {
  const ask = async (): Promise<readonly SourceText[]> =>
    dumps === undefined
      ? [await liveTextOf(context, cluster, { ...options, ...shownIf(anonymiser) })]
      : textsFor(cluster, dumps, clusters.length);
  try {
    return { texts: await failingAnonymised(anonymiser, ask, namesOf(cluster, options)) };
  } catch (error) {
    if (!(error instanceof Failure) || clusters.length === 1) throw error;
    return { texts: [], failure: error };
  }
}

/** What stands in sentences about a cluster that cannot be asked. */
function namesOf({ file, staged }: ClusterFile, { profile = [] }: VerifyOptions): (string | undefined)[] {
  const { clusterName, terraform } = staged.definition;
  return [file, clusterName, credentialsFor(profile, terraform).profile];
}

/** A cluster file that is verified, under its names or made-up ones. */
interface Named {
  readonly cluster: ClusterFile;
  readonly anonymiser: Anonymiser | undefined;
}

async function verifyOne(
  context: CliContext,
  { cluster, anonymiser }: Named,
  texts: readonly SourceText[],
): Promise<VerifiedCluster> {
  const { sources } = await readOneFile(context, cluster.file);
  const [source] = sources;
  if (source === undefined) throw new Failure(`${cluster.file}: cannot be read any more`);
  if (anonymiser !== undefined) for (const { text } of texts) anonymiser.learn(text);
  const own = anonymisedFile(source, anonymiser);
  const made = anonymisedTexts(texts, anonymiser);
  return answered(verify({ source: own, digest: digestOf(source), texts: made, today: context.today }));
}

async function liveTextOf(
  context: CliContext,
  { staged }: ClusterFile,
  options: VerifyOptions & Pick<LiveOptions, "shownAs">,
): Promise<SourceText> {
  const { clusterName, terraform } = staged.definition;
  return liveText(context, clusterName, {
    region: terraform.region,
    ...credentialsFor(options.profile ?? [], terraform),
    ...(options.context === undefined ? {} : { context: options.context }),
    ...(options.shownAs === undefined ? {} : { shownAs: options.shownAs }),
  });
}

/** The profile of the account as it is; else the one for all, or the environment's, which takes the role that Terraform takes. */
function credentialsFor(
  profiles: readonly string[],
  { accountId, assumeRole }: ClusterFile["staged"]["definition"]["terraform"],
): Pick<LiveOptions, "profile" | "assumeRole"> {
  const own = profiles.find((one) => accountId !== undefined && one.startsWith(`${accountId}=`));
  if (own !== undefined) return { profile: own.slice(own.indexOf("=") + 1) };
  const all = profiles.find((one) => !/^\d{12}=/.test(one));
  return { ...(all === undefined ? {} : { profile: all }), ...(assumeRole === undefined ? {} : { assumeRole }) };
}

function refuseMisuse({ files, live, wait, profile, context }: VerifyOptions): void {
  if (files.includes("-")) throw new Failure("verify -: expected a file, whose digest the verdict carries");
  refuseProfiles(profile ?? []);
  if (live === undefined) return;
  if (wait !== undefined) throw new Failure("--wait and --live: expected one of them, a dump does not change");
  if (profile !== undefined || context !== undefined)
    throw new Failure("--live: expected neither --profile nor --context beside it, nothing live is asked");
}

/** What is taken for the name of a profile though it is none, and a second one that nobody would ask. */
function refuseProfiles(profiles: readonly string[]): void {
  const wrong = profiles.find((one) => one === "" || (one.includes("=") && !/^\d{12}=./.test(one)));
  if (wrong !== undefined)
    throw new Failure(
      `--profile: expected a profile, or ACCOUNT=PROFILE with the 12 digits of an account, got \`${wrong}\``,
    );
  const places = profiles.map((one) => (one.includes("=") ? one.slice(0, 12) : ""));
  const twice = places.find((place, i) => places.indexOf(place) !== i);
  if (twice === undefined) return;
  const own = profiles.filter((_, i) => places[i] === twice).map((one) => `\`${one}\``);
  const expected = twice === "" ? "one profile, or ACCOUNT=PROFILE for each account" : `one profile for ${twice}`;
  throw new Failure(`--profile: expected ${expected}, got ${own.join(" and ")}`);
}

function durationOf(text: string): number {
  const [, count, unit] = /^(\d{1,5})(s|m|h)$/.exec(text) ?? [];
  if (count === undefined) throw new Failure(`--wait: expected a duration such as 90s or 10m, got \`${text}\``);
  return Number(count) * (unit === "s" ? 1000 : unit === "m" ? 60_000 : 3_600_000);
}
