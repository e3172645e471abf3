import { didYouMean } from "../../../finding/did-you-mean";
import type { Finding } from "../../../finding/finding";
import { knownVersions, MODULE_PARTS } from "../../../module/module-table";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { heldVersion, namedPart, REGISTRY_SOURCE, versionInSource } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";

/** What stands behind `//modules/`: those whose variables are known, and two of which Terraform alone judges the arguments. */
const PARTS: readonly string[] = [...MODULE_PARTS.filter((part) => part !== "eks"), "_user_data", "capability"];

/** Sources in the module's package that name a folder which is not there, or another part than the call is for. */
export function sourceFindings({ module = {}, modules = {} }: ClusterDefinition): Finding[] {
  const own = heldVersion(module);
  return [
    ...otherPart("module.source", module.source, "eks"),
    ...otherPart("module.aws_auth_source", module.awsAuthSource, "aws-auth"),
    ...Object.entries(modules).flatMap(([call, { source, version = versionInSource(source) ?? own }]) =>
      unknownPart(`modules.${call}.source`, namedPart(source), version),
    ),
  ];
}

/** A version that is newer than the tables may have parts that nobody knows here. */
function unknownPart(path: string, named: string | undefined, version: string): Finding[] {
  if (named === undefined || named === "eks" || PARTS.includes(named)) return [];
  const near = didYouMean(named, PARTS);
  if (near === undefined && !knownVersions("eks").includes(version)) return [];
  const message = `no sub-module of the module, expected one of ${PARTS.join(", ")}, got \`${named}\``;
  const help = near === undefined ? "write one of them: `terraform init` finds no other" : `did you mean \`${near}\`?`;
  return [finding("value-unknown", path, { message, help })];
}

/** Of a source that is not the module's own the folders are the team's. */
function otherPart(path: string, source: string | undefined, part: "eks" | "aws-auth"): Finding[] {
  const named = namedPart(source);
  if (named === undefined || named === part) return [];
  const message = `another part of the module, expected ${partWords(part)}, got ${partWords(named)}`;
  const folder = part === "eks" ? "" : `//modules/${part}`;
  const help = `write \`${REGISTRY_SOURCE}${folder}\`, or leave the key out`;
  return [finding("value-unknown", path, { message, help })];
}

function partWords(part: string): string {
  return part === "eks" ? "the module itself" : `its sub-module \`${part}\``;
}
