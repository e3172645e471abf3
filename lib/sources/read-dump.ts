import { AWS_AUTH_FORMAT, DUMP_KEY, type UnreadCall } from "./dump";
import type { Facts } from "./facts";
import type { SourceNode } from "./source";

/** What `eks-access collect` writes: answers of many calls, and what was not answered. */
export function isDump(source: SourceNode): boolean {
  return source.has(DUMP_KEY);
}

/** Reads the head of a dump; `readOne` reads each answer in it, in whose order calls do not matter. */
export function readDump(source: SourceNode, facts: Facts, readOne: (answer: SourceNode) => void): void {
  const version = source.child(DUMP_KEY);
  if (version !== undefined && !/^1\.\d+$/.test(version.text() ?? "")) {
    version.wrong("the version 1.0 of a dump; collect it again with this version of eks-access");
    return;
  }
  facts.clusterNames.push(...(source.child("cluster_name")?.sourced() ?? []));
  facts.regions.push(...(source.child("region")?.sourced() ?? []));
  const caller = source.child("caller")?.text();
  const at = Date.parse(source.required("collected_at")?.text() ?? "");
  if (Number.isNaN(at)) source.child("collected_at")?.wrong("a moment in ISO 8601");
  else facts.collected.push({ value: { at, ...(caller === undefined ? {} : { caller }) }, at: source.at });
  for (const call of source.child("unread")?.items() ?? []) {
    const value = unreadOf(call);
    if (value !== undefined) facts.unread.push({ value, at: call.at });
  }
  const absent = source.child("absent")?.items() ?? [];
  facts.absent.push(...absent.flatMap((name) => name.sourced()));
  facts.configMaps.push(
    ...absent
      .filter((name) => name.text() === AWS_AUTH_FORMAT)
      .map(({ at: place }) => ({ value: undefined, at: place })),
  );
  for (const answer of source.required("read")?.items() ?? []) readOne(answer);
}

function unreadOf(call: SourceNode): UnreadCall | undefined {
  const [action, of, reason] = ["action", "of", "reason"].map((key) => call.child(key)?.text());
  if (action === undefined) {
    call.wrong("a call that was not answered, with its action");
    return undefined;
  }
  return { action, ...(of === undefined ? {} : { of }), reason: reason ?? "" };
}
