import type { SourceNode } from "../source";
import { isRead, type StateResource } from "./state-resource";

/** The resources of a `terraform.tfstate`, version 4. */
export function rawResources(state: SourceNode): StateResource[] {
  return (state.child("resources")?.items() ?? []).flatMap((resource) => {
    const type = resource.child("type")?.text();
    if (type === undefined || !isRead(type)) return [];
    return (resource.child("instances")?.items() ?? []).flatMap((instance) => instanceOf(resource, instance, type));
  });
}

function instanceOf(resource: SourceNode, instance: SourceNode, type: string): StateResource[] {
  const values = instance.child("attributes");
  // What an update has replaced and not yet destroyed is deposed: the instance beside it counts.
  if (values === undefined || instance.has("deposed")) return [];
  const module = resource.child("module")?.text() ?? "";
  const mode = resource.child("mode")?.text() === "data" ? "data" : "managed";
  const name = resource.child("name")?.text() ?? "";
  const index = instance.child("index_key")?.node;
  const key = index?.kind === "scalar" ? index.value : undefined;
  const address = [module, mode === "data" ? "data" : "", type, name].filter((part) => part !== "").join(".");
  return [
    {
      address: key === undefined ? address : `${address}[${JSON.stringify(key)}]`,
      module,
      mode,
      type,
      name,
      ...(typeof key === "string" ? { key } : {}),
      provider: resource.plainText("provider") ?? "",
      values,
      sensitive: sensitiveNames(instance.child("sensitive_attributes")),
    },
  ];
}

/** `[[{"type": "get_attr", "value": "data"}, …]]`: paths, of which the first step is the attribute. */
function sensitiveNames(paths: SourceNode | undefined): ReadonlySet<string> {
  const items = paths?.node.kind === "list" ? paths.items() : [];
  return new Set(items.flatMap((path) => (path.node.kind === "list" ? nameOf(path.items()[0]) : [])));
}

function nameOf(step: SourceNode | undefined): string[] {
  const name = step?.child("value")?.text();
  return name === undefined ? [] : [name];
}
