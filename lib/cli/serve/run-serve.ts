import { resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { reasonOf } from "../../finding/reason-of";
import { allowedHosts } from "../../server/hosts/allowed-hosts";
import { type Limits, LIMITS } from "../../server/limits";
import { type RunTaskServer, type RunTaskServerProps, startRunTaskServer } from "../../server/run-task-server";
import { jsonLog, type Log, Secrets } from "../../server/server-log";
import { NO_JOURNAL } from "../../server/task-journal";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { readInput } from "../files/input";
import { folderProblem } from "./clusters-judge";
import { type OpenJournal, openJournal } from "./file-journal";
import { hmacKey } from "./hmac-key";
import { type ListenAddress, listenAddress } from "./listen-address";
import { processJudge } from "./process-judge";
import type { ServeOptions } from "./serve-options";

/** Judges plans for HCP Terraform until it is told to stop. The log is on standard error, a JSON object a line. */
export async function runServe(context: CliContext, options: ServeOptions): Promise<ExitCode> {
  const address = listenAddress(options.listen);
  const key = await hmacKey(context, options, address);
  const hosts = allowedHosts(options.allowHost, options.allowPrivate);
  if ("problem" in hosts) throw new Failure(`--allow-host: ${hosts.problem}`);
  const secrets = new Secrets();
  const log = jsonLog((line) => context.stderr.write(line), secrets);
  const opened = await journalOf(context, options, log);
  await tellFolder(context, options, log);
  const server = await started({
    ...address,
    client: { hosts, limits: limitsOf(options) },
    judge: processJudge(context, options),
    log,
    secrets,
    ...opened,
    ...(key === undefined ? {} : { key }),
    ...(await tlsOf(context, options)),
  });
  tellStart(log, address, { port: server.port, isPlain: options.tlsCert === undefined });
  await stopped(server, log);
  return 0;
}

async function journalOf(
  { cwd }: CliContext,
  { journal: folder }: ServeOptions,
  log: Log,
): Promise<Pick<OpenJournal, "journal" | "ended">> {
  if (folder === undefined) return { journal: NO_JOURNAL, ended: [] };
  const { interrupted, ...opened } = await openJournal(resolve(cwd, folder));
  for (const { task, run, workspace, organization, accepted } of interrupted)
    log("error", "task-interrupted", { task, run, workspace, organization, accepted, todo: INTERRUPTED });
  return opened;
}

const INTERRUPTED = "HCP Terraform ends it as errored when it hears nothing for 10 minutes: start the run again";

async function tellFolder(context: CliContext, { clusters }: ServeOptions, log: Log): Promise<void> {
  const problem = await folderProblem(context, clusters);
  if (problem !== undefined)
    log("error", "cluster-files-refused", { problem, todo: "no plan passes until it is right" });
}

function limitsOf({ concurrency, queue, maxPlan, grace }: ServeOptions): Limits {
  return { ...LIMITS, atOnce: concurrency, waiting: queue, planBytes: maxPlan * 1024 * 1024, grace: grace * 1000 };
}

async function tlsOf(
  context: CliContext,
  { tlsCert, tlsKey }: ServeOptions,
): Promise<Pick<RunTaskServerProps, "tls"> | Record<string, never>> {
  if (tlsCert === undefined && tlsKey === undefined) return {};
  if (tlsCert === undefined || tlsKey === undefined)
    throw new Failure("--tls-cert and --tls-key: one of them is missing, expected both");
  const text = async (path: string): Promise<string> => Buffer.from(await readInput(context, path)).toString("utf8");
  const tls = { cert: await text(tlsCert), key: await text(tlsKey) };
  try {
    createSecureContext(tls);
  } catch (error) {
    const help = "expected two PEM files: the certificate with its chain, and the private key of this certificate";
    throw new Failure(`--tls-cert and --tls-key: cannot be used: ${reasonOf(error)}`, { help });
  }
  return { tls };
}

async function started(props: RunTaskServerProps): Promise<RunTaskServer> {
  return startRunTaskServer(props).catch((error: unknown) => {
    throw new Failure(`--listen: ${props.host}:${props.port}: ${reasonOf(error)}`);
  });
}

function tellStart(log: Log, { host, isLocal }: ListenAddress, on: { port: number; isPlain: boolean }): void {
  log("info", "listening", { host, port: on.port, tls: !on.isPlain });
  if (!isLocal && on.isPlain)
    log("warning", "plain-http", { todo: "put a proxy with TLS in front of it, or give --tls-cert and --tls-key" });
}

/** Once the process is told to stop and the server did; a second signal ends the grace. */
async function stopped(server: RunTaskServer, log: Log): Promise<void> {
  await new Promise<void>((done) => {
    const stop = (signal: NodeJS.Signals): void => {
      log("info", "stopping", { signal });
      void server.stop().then(done);
    };
    process.on("SIGTERM", stop).on("SIGINT", stop);
  });
  log("info", "stopped");
}
