import type { SourceNode } from "../source";
import { isRead, type StateResource } from "./state-resource";

/** The resources of a module and of those within, as `terraform show -json` prints them: `root_module`. */
export function showResources(module: SourceNode | undefined): StateResource[] {
  if (module === undefined) return [];
  const own = module.child("resources")?.items() ?? [];
  const within = module.child("child_modules")?.items() ?? [];
  const address = module.child("address")?.text() ?? "";
  return [...own.flatMap((resource) => resourceOf(resource, address)), ...within.flatMap(showResources)];
}

function resourceOf(resource: SourceNode, module: string): StateResource[] {
  const type = resource.child("type")?.text();
  const values = resource.child("values");
  if (type === undefined || values === undefined || !isRead(type)) return [];
  const index = resource.child("index")?.node;
  return [
    {
      address: resource.child("address")?.text() ?? "",
      module,
      mode: resource.child("mode")?.text() === "data" ? "data" : "managed",
      type,
      name: resource.child("name")?.text() ?? "",
      ...(index?.kind === "scalar" && typeof index.value === "string" ? { key: index.value } : {}),
      provider: resource.plainText("provider_name") ?? "",
      values,
      sensitive: sensitiveNames(resource.child("sensitive_values")),
    },
  ];
}

/** `{"data": true}`, or `true` somewhere below; what is not sensitive is left out, or an empty map or list. */
function sensitiveNames(marks: SourceNode | undefined): ReadonlySet<string> {
  return new Set((marks?.keys ?? []).filter((key) => isMarked(marks?.child(key))));
}

function isMarked(mark: SourceNode | undefined): boolean {
  if (mark === undefined) return false;
  const { node } = mark;
  if (node.kind === "scalar") return node.value === true;
  if (node.kind === "list") return mark.items().some(isMarked);
  return mark.keys.some((key) => isMarked(mark.child(key)));
}
