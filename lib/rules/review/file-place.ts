import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { filePath } from "../../migration/file-path";
import { principalIdOf } from "../../access/principal/principal-id";
import type { ClusterFilePlace } from "./review";

/** Where a cluster file says something about a finding: at a path, at the entry or row of a principal, or the file as a whole. */
export function placeInFile(
  { file, staged, locate }: ClusterFile,
  about: { readonly path?: string; readonly principal?: string },
): ClusterFilePlace {
  const path = about.path ?? (about.principal === undefined ? undefined : pathOf(staged, about.principal));
  if (path === undefined) return { file };
  const { line, column } = locate({ path });
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

function pathOf({ definition, rowStates }: ClusterFile["staged"], principal: string): string | undefined {
  const id = principalIdOf(principal);
  const entry = Object.entries(definition.accessEntries).find(
    ([, { principalArn }]) => principalIdOf(principalArn) === id,
  );
  if (entry !== undefined) return `access_entries.${entry[0]}`;
  const row = rowStates.find(({ arn }) => arn !== undefined && principalIdOf(arn) === id);
  return row && filePath(row.place);
}
