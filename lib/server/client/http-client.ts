import { lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest, type RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { reasonOf } from "../../finding/reason-of";
import { addressRefusal, type AllowedHosts, type Purpose, urlRefusal } from "../hosts/allowed-hosts";
import type { Limits } from "../limits";
import { certificateRefusal } from "./certificate-refusal";

/** What a client knows of the world. */
export interface Client {
  readonly hosts: AllowedHosts;
  readonly limits: Limits;
}

/** A request to a host. */
export interface ClientRequest {
  readonly method: "GET" | "PATCH";
  readonly url: string;
  /** @default none, and none is sent */
  readonly token?: string;
  /** @default none */
  readonly body?: string;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** An answer, whatever its status. */
export interface Answer {
  readonly status: number;
  /** @default the header is missing */
  readonly location?: string;
  readonly body: Uint8Array;
}

/** Why there is no answer: another try may help, or none. */
export interface NoAnswer {
  readonly problem: string;
  readonly isFinal: boolean;
}

/**
 * Asks a host that is allowed, at an address that is: the connection goes to the address that was looked at. Redirects are
 * not followed; no proxy of the environment is asked.
 */
export async function ask(request: ClientRequest, client: Client): Promise<Answer | NoAnswer> {
  const purpose: Purpose = request.token === undefined ? "archive" : "token";
  const refused = urlRefusal(request.url, client.hosts, purpose);
  if (refused !== undefined) return { problem: refused, isFinal: true };
  try {
    return await exchange(request, client);
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message, isFinal: true };
    if (request.signal.aborted) return { problem: "stopped", isFinal: true };
    const { host } = new URL(request.url);
    const certificate = certificateRefusal(host, error);
    if (certificate !== undefined) return { problem: certificate, isFinal: true };
    return { problem: `${host} does not answer: ${reasonOf(error)}`, isFinal: false };
  }
}

/** No other try helps. */
class Refused extends Error {}

async function exchange(request: ClientRequest, client: Client): Promise<Answer> {
  const { limits } = client;
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, limits.answerTime);
  try {
    const response = await headersOf(request, client, AbortSignal.any([request.signal, late.signal]));
    const body = await bodyOf(response, request.mostBytes);
    const { statusCode: status = 0, headers } = response;
    return { status, body, ...(headers.location === undefined ? {} : { location: headers.location }) };
  } catch (error) {
    throw late.signal.aborted ? new Error(`no whole answer in ${limits.answerTime} ms`) : error;
  } finally {
    clearTimeout(timer);
  }
}

function headersOf(request: ClientRequest, client: Client, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(request.url);
  const { silence } = client.limits;
  return new Promise((done, failed) => {
    const send = url.protocol === "http:" ? plainRequest : tlsRequest;
    const outgoing = send(url, { ...optionsOf(request, client, url), signal });
    outgoing.setTimeout(silence, () => outgoing.destroy(new Error(`silent for ${silence} ms`)));
    outgoing.on("response", done).on("error", failed);
    outgoing.end(request.body);
  });
}

function optionsOf({ method, token, body }: ClientRequest, client: Client, url: URL): RequestOptions {
  return {
    method,
    agent: false,
    lookup: checkedLookup(client.hosts, url),
    headers: {
      accept: "application/vnd.api+json, application/json",
      "accept-encoding": "identity",
      "content-type": "application/vnd.api+json",
      "user-agent": "eks-access",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
    },
  };
}

/** Looks a name up, and refuses it where one of its addresses is refused. */
function checkedLookup(hosts: AllowedHosts, url: URL): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, "");
        return;
      }
      const refused = addresses
        .map(({ address }) => addressRefusal(address, url, hosts))
        .find((one) => one !== undefined);
      const [first] = addresses;
      if (refused !== undefined || first === undefined) callback(new Refused(refused ?? "no address"), "");
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

async function bodyOf(response: IncomingMessage, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (Number(response.headers["content-length"] ?? 0) > most) throw tooLarge(response, most);
  for await (const chunk of response) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > most) throw tooLarge(response, most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(response: IncomingMessage, most: number): Refused {
  response.destroy();
  return new Refused(`an answer of more than ${most} bytes`);
}
