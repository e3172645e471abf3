import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { reasonOf } from "../finding/reason-of";
import { type RunTask, parseRunTask } from "./run-task-request";
import { type Refusal, SIGNATURE_HEADER, signatureRefusal } from "./signature";
import { type DeskProps, TaskDesk } from "./task/task-desk";

/** What a server is made of. */
export interface RunTaskServerProps extends DeskProps {
  /**
   * The HMAC key of the run task.
   * @default requests are taken without a signature, and none with one
   */
  readonly key?: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /**
   * PEM texts.
   * @default plain HTTP, for a proxy in front of it
   */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A server that listens. */
export interface RunTaskServer {
  readonly port: number;
  /** Takes no more, lets tasks end or tells that they were not judged, then ends. A second call ends the grace. */
  readonly stop: () => Promise<void>;
}

/** Open connections: a proxy keeps a few. */
const MOST_CONNECTIONS = 256;
const RETRY_SECONDS = 30;
/** How often slow requests are looked for. */
const OFTEN = 5000;

/** Listens for run tasks. Rejects where the address cannot be had. */
export async function startRunTaskServer(props: RunTaskServerProps): Promise<RunTaskServer> {
  const { limits } = props.client;
  if (props.key !== undefined) props.secrets.add(props.key);
  const desk = new TaskDesk(props);
  const state = { isStopping: false };
  const listener: RequestListener = (request, response) => {
    void answer(request, response, { props, desk, state });
  };
  const times = {
    requestTimeout: limits.requestTime,
    headersTimeout: limits.requestTime,
    connectionsCheckingInterval: Math.min(limits.requestTime, OFTEN),
  };
  const { tls } = props;
  const server = tls === undefined ? createServer(times, listener) : createTlsServer({ ...tls, ...times }, listener);
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, props);
  return { port: portOf(server), stop: stopper(server, desk, state) };
}

function stopper(server: Server, desk: TaskDesk, state: { isStopping: boolean }): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return async () => {
    if (stopped !== undefined) desk.hurry();
    stopped ??= stop(server, desk, state);
    return stopped;
  };
}

async function stop(server: Server, desk: TaskDesk, state: { isStopping: boolean }): Promise<void> {
  state.isStopping = true;
  const closed = new Promise<void>((done) => {
    server.close(() => {
      done();
    });
  });
  server.closeIdleConnections();
  await desk.stop();
  server.closeAllConnections();
  await closed;
}

async function listening(server: Server, { host, port }: RunTaskServerProps): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen({ host, port }, () => {
      server.off("error", failed);
      done();
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** What answers a request. */
interface Answering {
  readonly props: RunTaskServerProps;
  readonly desk: TaskDesk;
  readonly state: { readonly isStopping: boolean };
}

async function answer(request: IncomingMessage, response: ServerResponse, on: Answering): Promise<void> {
  const { log } = on.props;
  response.on("error", () => undefined);
  try {
    if (isHealth(request)) {
      health(response, on);
      return;
    }
    const refused = await handled(request, on);
    if (refused !== undefined) log("warning", "request-refused", { status: refused.status, problem: refused.problem });
    end(response, refused);
  } catch (error) {
    log("warning", "request-broken", { problem: reasonOf(error) });
    response.destroy();
  }
}

/** Load balancers ask by either method. */
function isHealth({ method = "", url }: IncomingMessage): boolean {
  return url === "/healthz" && ["GET", "HEAD"].includes(method);
}

/** The signature comes before everything else: nobody else learns what a body comes to. */
async function handled(request: IncomingMessage, { props, desk, state }: Answering): Promise<Refusal | undefined> {
  if (request.method !== "POST") return { status: 405, problem: "expected POST" };
  const { requestBytes } = props.client.limits;
  const body = await bodyOf(request, requestBytes);
  if (body === undefined) return { status: 413, problem: `a body of more than ${requestBytes} bytes` };
  const signature = request.headers[SIGNATURE_HEADER];
  const unsigned = signatureRefusal(props.key, Array.isArray(signature) ? signature.join() : signature, body);
  if (unsigned !== undefined) return unsigned;
  const task = parseRunTask(body);
  if ("problem" in task) return { status: 400, problem: task.problem };
  if (!("isTest" in task)) return taken(task, desk, state.isStopping);
  props.log("info", "test-request");
  return undefined;
}

async function taken(task: RunTask, desk: TaskDesk, isStopping: boolean): Promise<Refusal | undefined> {
  if (isStopping) return { status: 503, problem: "the server is stopping" };
  return desk.take(task);
}

/** The bytes of a body, undefined where it is too long: then the rest is not read. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > most) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function health(response: ServerResponse, { desk, state }: Answering): void {
  const status = state.isStopping ? "stopping" : "ok";
  response.writeHead(state.isStopping ? 503 : 200, { "content-type": "application/json" });
  response.end(`${JSON.stringify({ status, ...desk.counts })}\n`);
}

/** A refusal of what may be a stranger's says no more than its status. */
function end(response: ServerResponse, refused: Refusal | undefined): void {
  const { status } = refused ?? { status: 200 };
  if (status === 503) response.setHeader("retry-after", RETRY_SECONDS);
  if (status === 413) response.setHeader("connection", "close");
  if (status === 405) response.setHeader("allow", "POST");
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(status === 400 && refused !== undefined ? `${refused.problem}\n` : "");
  if (status === 413) response.on("finish", () => response.req.destroy());
}
