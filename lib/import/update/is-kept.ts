import { nodeAt, type YamlNode } from "../../yaml/yaml-node";

/** Whether everything that was there still is: maps and lists may have got more, nothing may have got values. */
export function isKept(before: YamlNode, after: YamlNode | undefined): boolean {
  if (after === undefined) return false;
  if (before.kind === "scalar") {
    return before.value === null || (after.kind === "scalar" && after.value === before.value);
  }
  if (before.kind === "list") {
    const isEmpty = before.items.length === 0;
    return isEmpty || (after.kind === "list" && before.items.every((item, i) => isKept(item, after.items[i])));
  }
  const isEmpty = before.entries.size === 0;
  return (
    isEmpty ||
    (after.kind === "map" && [...before.entries].every(([key, { value }]) => isKept(value, nodeAt(after, [key]))))
  );
}
