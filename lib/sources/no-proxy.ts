import { BlockList, isIP } from "node:net";

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
