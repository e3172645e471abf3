import { connect as connectPlain, BlockList, isIP } from "node:net";
import { checkServerIdentity, connect as connectTls } from "node:tls";
import type { Agent } from "node:http";
import type * as Tunnels from "https-proxy-agent";

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that is set and cannot be used. */
export class ProxyUnusable extends Error {
  public override readonly name = "ProxyUnusable";

  constructor(
    message: string,
    public readonly help: string,
  ) {
    super(message);
  }
}

/**
 * What leads calls of HTTPS (or of HTTP) through the proxy of the environment, past those that NO_PROXY names; undefined where there is
 * no proxy. Throws {@link ProxyUnusable}.
 */
export async function proxyOfEnvironment(
  env: Environment,
  protocol: "https" | "http" = "https",
): Promise<Agent | undefined> {
  const name = protocol === "https" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const proxy = valueOf(env, name);
  return proxy === "" ? undefined : agentOf(proxy, { name, exempt: exemptions(valueOf(env, "NO_PROXY")) });
}

/** What leads calls through a proxy that somebody names: `proxy-url` of a kubeconfig. Throws {@link ProxyUnusable}. */
export async function proxyNamed(proxy: string, name: string): Promise<Agent> {
  return agentOf(proxy, { name, exempt: () => false });
}

interface Chosen {
  /** Who names the proxy, for messages. */
  readonly name: string;
  readonly exempt: (host: string, port: number) => boolean;
}

async function agentOf(text: string, { name, exempt }: Chosen): Promise<Agent> {
  const proxy = urlOf(text, name);
  const { HttpsProxyAgent: Tunnel } = await loaded(name);
  class ProxyAgent extends Tunnel<string> {
    override async connect(...[request, options]: Parameters<ProxyAgentOf["connect"]>) {
      const host = options.host ?? "";
      if (!exempt(host, options.port)) {
        // Without a name the tunnel's end would be held against `localhost`.
        const check = isIP(host) === 0 ? {} : { checkServerIdentity: isOfHost(host) };
        return super.connect(request, { ...options, ...check });
      }
      if (!options.secureEndpoint) return connectPlain(options.port, host);
      return connectTls({ ...options, servername: options.servername ?? (isIP(host) === 0 ? host : "") });
    }
  }
  return new ProxyAgent(proxy.href);
}

function isOfHost(host: string): typeof checkServerIdentity {
  return (_, certificate) => checkServerIdentity(host, certificate);
}

type ProxyAgentOf = Tunnels.HttpsProxyAgent<string>;

/** Tools take `proxy.example.com:3128` without a protocol too. */
function urlOf(text: string, name: string): URL {
  const whole = /^[a-z0-9]+:\/\//i.test(text) ? text : `http://${text}`;
  const help = `${name}: expected http://HOST:PORT or https://HOST:PORT`;
  if (!URL.canParse(whole)) throw new ProxyUnusable(`${name} is no URL`, help);
  const url = new URL(whole);
  if (url.protocol === "http:" || url.protocol === "https:") return url;
  throw new ProxyUnusable(`${name} names a proxy of another protocol, got \`${url.protocol}\``, help);
}

async function loaded(name: string): Promise<typeof Tunnels> {
  try {
    return await import("https-proxy-agent");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new ProxyUnusable(
      `${name} is set, and https-proxy-agent is not installed`,
      "npm install https-proxy-agent, or take the proxy out of the environment",
    );
  }
}

/**
 * Whether a host is reached past the proxy, as Go's tools and the AWS command line read NO_PROXY: `*`, names with all below them, those below
 * `.example.com`, addresses, ranges `10.0.0.0/8`, each with a port or without. The loopback always is.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function exemptions(noProxy: string): (host: string, port: number) => boolean {
  const rules = noProxy.split(/[,\s]+/).filter((rule) => rule !== "");
  return (host, port) => {
    const name = host.toLowerCase().replace(/\.$/, "");
    return isLoopback(name) || rules.some((rule) => isNamedBy(rule.toLowerCase(), name, port));
  };
}

function isNamedBy(rule: string, host: string, port: number): boolean {
  if (rule === "*") return true;
  if (isIP(rule) !== 0) return rule === host;
  if (/\/\d+$/.test(rule)) return isInRange(rule, host);
  const [, name = rule, onPort] = /^\[?(.*?)\]?:(\d+)$/.exec(rule) ?? [];
  if (onPort !== undefined && Number(onPort) !== port) return false;
  const below = name.replace(/^\*?\./, "");
  if (below !== name) return host.endsWith(`.${below}`);
  return host === name || host.endsWith(`.${name}`);
}

function isInRange(rule: string, host: string): boolean {
  const [network = "", bits = ""] = rule.split("/");
  const version = isIP(network);
  if (version === 0 || isIP(host) !== version || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Both cases count; the empty text is no proxy. */
function valueOf(env: Environment, name: string): string {
  return (env[name] ?? env[name.toLowerCase()] ?? "").trim();
}
