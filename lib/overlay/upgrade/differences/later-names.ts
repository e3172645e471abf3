import type { ModulePart, ModuleVariable } from "../../../module/module-table";
import { v20Name } from "../../../module/other-version-names";
import { karpenterNames } from "./karpenter-names";

type Variables = ReadonlyMap<string, ModuleVariable>;

/** What a later version calls variables of an earlier one, by the earlier name; without those that stay. */
export function laterNames(part: ModulePart, before: Variables, after: Variables): ReadonlyMap<string, string> {
  const names = [...before.keys()];
  if (part === "karpenter") return karpenterNames(names, before, after);
  const later = [...after.keys()];
  return new Map(
    names.flatMap((name) => {
      const now = after.has(name) ? undefined : nameAfter(name, later);
      return now === undefined ? [] : [[name, now] as const];
    }),
  );
}

/** What a later version calls a variable: `cluster_name` is `name` in v21. */
export function nameAfter(name: string, after: readonly string[]): string | undefined {
  return after.find((each) => each !== name && v20Name(each, (known) => known === name) === name);
}
