import { type ModulePart, type ModuleVariable } from "../../../module/module-table";
import type { HclValue } from "../../root/hcl-value";
import { keptByController } from "./controller-names";
import { defaultDifferences, type DefaultDifference, isNone } from "./default-differences";
import { newEffect } from "./new-effects";

type Variables = ReadonlyMap<string, ModuleVariable>;

/**
 * Defaults that changed, of arguments that a block leaves to them, with what to do. The mode of the cluster is told by its state.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/docs/UPGRADE-20.0.md
 */
export function ownDefaults(
  part: ModulePart,
  {
    before,
    after,
    said,
    body,
  }: {
    readonly before: Variables;
    readonly after: Variables;
    readonly said: ReadonlySet<string>;
    readonly body: Readonly<Record<string, HclValue>>;
  },
): (readonly [name: string, does: string])[] {
  const all = [...defaultDifferences(part, before, after), ...switchedBy(part, before, after)];
  const kept = part === "karpenter" ? keptByController(body, before, after) : new Map<string, string>();
  const own = all.flatMap((difference) => {
    const { name } = difference;
    const does = kept.has(name) || name === "authentication_mode" ? undefined : wordsFor(part, difference);
    return does === undefined ? [] : [[name, does] as const];
  });
  return [...own, ...kept].filter(([name]) => !said.has(name));
}

/** Karpenter's role trusted OIDC by itself before; false is the default of what asks for it now. */
function switchedBy(part: ModulePart, before: Variables, after: Variables): DefaultDifference[] {
  const [name, now] = ["enable_irsa", after.get("enable_irsa")];
  if (part !== "karpenter" || now === undefined || !before.has("create_irsa") || before.has(name)) return [];
  return [{ kind: "added", name, old: undefined, now }];
}

function wordsFor(part: ModulePart, { kind, name, old, now }: DefaultDifference): string | undefined {
  if (kind !== "changed") return newEffect(part, name);
  const words = `the default was ${shown(old)} and is ${shown(now)}`;
  if (old?.fallback === null || old?.fallback === "") return `${KEEP}: ${words}`;
  const empty = now?.type.startsWith("list") === true ? "[]" : "{}";
  const kept = isNone(old?.fallback) ? empty : JSON.stringify(old?.fallback);
  return `add ${name} = ${kept}: ${words}`;
}

const KEEP = "write it with the value that the state has, where it has to stay";

function shown(variable: ModuleVariable | undefined): string {
  return variable?.fallback === null || variable?.fallback === "" ? "none" : JSON.stringify(variable?.fallback);
}
