import { connect as connectPlain, isIP } from "node:net";
import { checkServerIdentity, connect as connectTls } from "node:tls";
import type { Agent } from "node:http";
import type * as Tunnels from "https-proxy-agent";
import { exemptions } from "./no-proxy";

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that is set and cannot be used. */
class ProxyUnusable extends Error {
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

/** Both cases count; the empty text is no proxy. */
function valueOf(env: Environment, name: string): string {
  return (env[name] ?? env[name.toLowerCase()] ?? "").trim();
}
