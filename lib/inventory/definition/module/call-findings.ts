import type { Finding } from "../../../finding/finding";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { namedPart, subModule } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";

/** Arguments of any block `module`, which a call under `modules` has not: a stack has one provider of each kind. */
const META = ["providers", "depends_on", "for_each", "count", "lifecycle"];

/** Calls under `modules` that would make the cluster or its rows a second time, and what such a call does not pass on. */
export function callFindings({ modules = {}, ...definition }: ClusterDefinition): Finding[] {
  return Object.entries(modules).flatMap(([call, { source, version, ...args }]) => {
    const path = `modules.${call}`;
    const meta = Object.keys(args).filter((name) => META.includes(name) && subModule(source) === undefined);
    return [
      ...meta.map((name) => {
        const message = `not passed on to a call, expected arguments of the module itself, got \`${name}\``;
        const help = "delete it; a module that needs it is called by a stack, or a root module, of its own";
        return finding("key-unknown", `${path}.${name}`, { message, help });
      }),
      ...twice(path, source, { args, isWritten: definition.awsAuth !== undefined }),
      ...(version === undefined || isRegistry(source) ? [] : [versionBeside(path, version)]),
    ];
  });
}

function twice(
  path: string,
  source: string,
  { args, isWritten }: { readonly args: Readonly<Record<string, unknown>>; readonly isWritten: boolean },
): Finding[] {
  const part = namedPart(source);
  if (part === "eks") {
    const message =
      "expected another module than the one that makes the cluster, got the module itself: its arguments stand in this file";
    const help =
      "delete the call, and write its arguments at the top level of the file; another cluster has a file of its own";
    return [finding("value-unknown", `${path}.source`, { message, help })];
  }
  if (part !== "aws-auth" || !isWritten) return [];
  const { manage_aws_auth_configmap: manage = true, create_aws_auth_configmap: create = false } = args;
  if (manage === false && create === false) return [];
  const message =
    "expected one call that writes the rows of this cluster, got a second call of modules/aws-auth: it would write them back at every stage";
  const help = "delete the call; the rows stand under aws_auth in this file";
  return [finding("value-unknown", `${path}.source`, { message, help })];
}

/** A source in a registry: `NAMESPACE/NAME/PROVIDER`, maybe behind a host, maybe with a folder. */
function isRegistry(source: string): boolean {
  return /^(?:[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(source) && !/^\.\.?\//.test(source);
}

function versionBeside(path: string, version: string): Finding {
  const message = `expected no version beside a source that is not in a registry, got \`${version}\`: Terraform refuses the two`;
  const help = "delete it; the source says which version it is, as in `?ref=v20.37.2`";
  return finding("value-unknown", `${path}.version`, { message, help });
}
