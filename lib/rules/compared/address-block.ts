import { BlockList, isIP } from "node:net";

/** Whether every address of a range in CIDR notation is in one of others; what is no range is covered by itself alone. */
export function isCovered(range: string, others: readonly string[]): boolean {
  return others.some((other) => other === range || isInside(range, other));
}

function isInside(range: string, other: string): boolean {
  const [inner, outer] = [blockOf(range), blockOf(other)];
  if (inner === undefined || outer === undefined) return false;
  if (inner.family !== outer.family || inner.prefix < outer.prefix) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.prefix, outer.family);
  return list.check(inner.address, inner.family);
}

function blockOf(range: string): { address: string; prefix: number; family: "ipv4" | "ipv6" } | undefined {
  const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(range) ?? [];
  const version = isIP(address);
  const prefix = Number(digits);
  if (version === 0 || digits === "" || prefix > (version === 4 ? 32 : 128)) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
