import { createHmac } from "node:crypto";
import type { TaskReport } from "../../../lib/report/review/task-report";
import { allowedHosts } from "../../../lib/server/hosts/allowed-hosts";
import { type Limits, LIMITS } from "../../../lib/server/limits";
import { type RunTaskServer, type RunTaskServerProps, startRunTaskServer } from "../../../lib/server/run-task-server";
import { jsonLog, Secrets } from "../../../lib/server/server-log";
import { NO_JOURNAL } from "../../../lib/server/task-journal";
import type { HcpWorld } from "./hcp-world";

/** Limits that a test waits for. */
export const QUICK: Partial<Limits> = {
  requestTime: 300,
  silence: 200,
  answerTime: 500,
  planTries: 4,
  callbackTries: 3,
  firstDelay: 5,
  longestDelay: 20,
  grace: 100,
  lastWords: 200,
};

/** A judge that passes everything, with an outcome. */
export const PASSED: TaskReport = {
  status: "passed",
  message: "safe",
  outcomes: [
    { id: "review", description: "all of it", body: "# all", tags: { Status: [{ label: "Passed", level: "info" }] } },
  ],
};

/** A run task's server of a test, and what it wrote to its log. */
export interface Served {
  readonly server: RunTaskServer;
  readonly log: string[];
  readonly url: string;
}

/** Serves a world that allows its two servers. */
export async function serve(
  world: HcpWorld,
  props: Partial<RunTaskServerProps> = {},
  { isUnsigned = false, ...limits }: Partial<Limits> & { readonly isUnsigned?: boolean } = {},
): Promise<Served> {
  const hosts = allowedHosts([world.url, world.archiveUrl]);
  if ("problem" in hosts) throw new Error(hosts.problem);
  const log: string[] = [];
  const secrets = new Secrets();
  const server = await startRunTaskServer({
    client: { hosts, limits: { ...LIMITS, ...QUICK, ...limits } },
    judge: async () => Promise.resolve(PASSED),
    log: jsonLog((line) => log.push(line), secrets),
    secrets,
    journal: NO_JOURNAL,
    ended: [],
    host: "127.0.0.1",
    port: 0,
    ...(isUnsigned ? {} : { key: world.key }),
    ...props,
  });
  return { server, log, url: `http://127.0.0.1:${server.port}/` };
}

/** Sends a request with its signature, or with another one, or with none for `""`. */
export async function post(
  url: string,
  body: object | string,
  signature: string | { readonly key: string },
): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const signed = typeof signature === "string" ? signature : signed512(signature.key, text);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(signed === "" ? {} : { "X-TFC-Task-Signature": signed }) },
    body: text,
  });
  await response.text();
  return response.status;
}

/** As HCP Terraform signs. */
export function signed512(key: string, text: string): string {
  return createHmac("sha512", key).update(text).digest("hex");
}
