import { BlockList, isIPv4, isIPv6 } from "node:net";

const PRIVATE = blockList([
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["fc00::", 7],
]);

const LOOPBACK = blockList([
  ["127.0.0.0", 8],
  ["::1", 128],
]);

/** Link-local addresses (the metadata of a cloud's instance among them), and what no host of the internet has. */
const NEVER = blockList([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  ["::", 128],
  ["fd00:ec2::", 32],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
]);

/** What an address is: of the internet, of a network of one's own, of this machine, or one that nobody asks. */
export type AddressKind = "public" | "private" | "loopback" | "never";

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry */
export function addressKind(address: string): AddressKind {
  const plain = embedded(address.replace(/%.*$/, ""));
  if (!isIPv4(plain) && !isIPv6(plain)) return "never";
  const family = isIPv4(plain) ? "ipv4" : "ipv6";
  if (NEVER.check(plain, family)) return "never";
  if (LOOPBACK.check(plain, family)) return "loopback";
  return PRIVATE.check(plain, family) ? "private" : "public";
}

/** The IPv4 address within `::ffff:0:0/96` and NAT64's `64:ff9b::/96`; 6to4 and Teredo lead wherever they say: nowhere. */
function embedded(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const inner = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(groups);
  if (inner !== null) return dotted(parseInt(inner[1] ?? "", 16), parseInt(inner[2] ?? "", 16));
  const last = /^64:ff9b::([0-9a-f]{1,4})$/.exec(groups);
  if (last !== null) return dotted(0, parseInt(last[1] ?? "", 16));
  return /^(2002:|2001:0?:|2001::|64:ff9b:1:)/.test(groups) ? "::" : address;
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function blockList(networks: readonly (readonly [network: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIPv4(network) ? "ipv4" : "ipv6");
  return list;
}
