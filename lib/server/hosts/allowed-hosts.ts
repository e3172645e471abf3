import { isIP } from "node:net";
import { addressKind, type AddressKind } from "./address";

/** Hosts that are asked, and by what. */
export interface AllowedHosts {
  /** Origins that get the token of a run: `https://app.terraform.io`. */
  readonly origins: readonly string[];
  /** Origins that a plan may be fetched from, without the token. */
  readonly archives: readonly string[];
  /**
   * Whether hosts that were allowed by name may have addresses of a private network.
   * @default false
   */
  readonly isPrivate?: boolean;
}

/**
 * HCP Terraform, and its part in Europe, whose archive has to be allowed by its name.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/europe
 */
const HCP = ["https://app.terraform.io", "https://app.eu.terraform.io"];
const HCP_ARCHIVES = ["https://archivist.terraform.io"];

/** HCP Terraform's hosts and those that somebody allows; as `problem` what one of these is not. */
export function allowedHosts(names: readonly string[], isPrivate = false): AllowedHosts | { readonly problem: string } {
  const origins: string[] = [];
  for (const name of names) {
    const origin = originOf(name);
    if (origin === undefined)
      return { problem: `\`${name}\`: expected a host or host:port, or http:// with a loopback address` };
    origins.push(origin);
  }
  return { origins: [...HCP, ...origins], archives: [...HCP, ...HCP_ARCHIVES, ...origins], isPrivate };
}

/** `tfe.example.com` is `https://tfe.example.com`; plain HTTP is for a loopback address that is written out. */
function originOf(name: string): string | undefined {
  const text = /^https?:\/\//i.test(name) ? name : `https://${name}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A URL takes `*` in a host; an origin is compared whole, so that it would allow nobody.
  const isBare =
    !url.hostname.includes("*") &&
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "" &&
    url.password === "";
  if (!isBare || (url.protocol === "http:" && !isLoopback(url))) return undefined;
  return url.origin;
}

function isLoopback({ hostname }: URL): boolean {
  const address = bareHost(hostname);
  return isIP(address) !== 0 && addressKind(address) === "loopback";
}

/** Whether a URL may be asked with the token, or else without it. */
export type Purpose = "token" | "archive";

/** Why a URL is not asked, undefined where it may be. */
export function urlRefusal(text: string, hosts: AllowedHosts, purpose: Purpose): string | undefined {
  if (!URL.canParse(text)) return "not a URL";
  const { origin, username, password, hostname, protocol } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return `\`${protocol}\` is no scheme that is asked`;
  if (username !== "" || password !== "") return "credentials in the URL";
  const allowed = purpose === "token" ? hosts.origins : hosts.archives;
  if (!allowed.includes(origin)) return `\`${origin}\` is not allowed, expected one of ${allowed.join(", ")}`;
  const address = bareHost(hostname);
  return isIP(address) === 0 ? undefined : addressRefusal(address, new URL(text), hosts);
}

/** Why an address of a host that is allowed is not asked: a name can lead into a network of one's own. */
export function addressRefusal(address: string, url: URL, hosts: AllowedHosts): string | undefined {
  const kind: AddressKind = addressKind(address);
  if (kind === "public") return undefined;
  const isNamed = !HCP.includes(url.origin) && !HCP_ARCHIVES.includes(url.origin);
  if (kind === "private" && isNamed && hosts.isPrivate === true) return undefined;
  if (kind === "loopback" && isNamed && isLoopback(url)) return undefined;
  return `\`${url.hostname}\` has the address ${address}, which is not public`;
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
