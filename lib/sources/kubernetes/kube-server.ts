import { request, type RequestOptions } from "node:https";
import { text } from "node:stream/consumers";
import { proxyNamed, proxyOfEnvironment } from "../proxy";

/** A Kubernetes API server, and as whom it is asked. */
export interface KubeServer {
  /** `https://ABC.gr7.eu-west-1.eks.amazonaws.com` */
  readonly url: string;
  /**
   * PEM of its authority.
   * @default those that Node trusts
   */
  readonly ca?: string;
  /** The name in its certificate, where it is another than that of the URL. */
  readonly serverName?: string;
  /**
   * The proxy through which it is reached.
   * @default that of the environment
   */
  readonly proxy?: string;
  /** Bearer token. */
  readonly token?: string;
  /** PEM of the caller's certificate and its key. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** An answer of the API server, whatever its status. */
export interface KubeAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** A private endpoint leads nowhere from most places: nobody waits for it longer. */
const PATIENCE = 15_000;

/** Asks for one path. Throws where no JSON comes back. */
export async function kubeGet(server: KubeServer, path: string): Promise<KubeAnswer> {
  const { url, ca, serverName, token, certificate, proxy } = server;
  const agent = await (proxy === undefined ? proxyOfEnvironment(process.env) : proxyNamed(proxy, "proxy-url"));
  const options: RequestOptions = {
    method: "GET",
    timeout: PATIENCE,
    agent: agent ?? false,
    headers: { accept: "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(ca === undefined ? {} : { ca }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...certificate,
  };
  return new Promise((resolve, reject) => {
    const call = request(url.replace(/\/+$/, "") + path, options, (response) => {
      text(response)
        .then((body) => resolve({ status: response.statusCode ?? 0, json: jsonOf(body, response.statusCode) }))
        .catch(reject);
    });
    call.once("timeout", () => call.destroy(new Error(`no answer within ${PATIENCE / 1000} seconds`)));
    call.once("error", reject);
    call.end();
  });
}

function jsonOf(body: string, status: number | undefined): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(`status ${status ?? 0} without JSON`);
  }
}
