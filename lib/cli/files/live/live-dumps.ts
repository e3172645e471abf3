import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { readSources } from "../../../sources/read-sources";
import type { SourceText } from "../../../sources/source-documents";
import { Failure } from "../../failure";

/** The dumps of one cluster: all where one cluster alone is asked for, else those that name it. Throws a {@link Failure} where none does. */
export function textsFor(
  { staged }: ClusterFile,
  dumps: readonly SourceText[],
  clusters: number,
): readonly SourceText[] {
  if (clusters === 1) return dumps;
  const { clusterName, terraform } = staged.definition;
  const own = dumps.filter((dump) => {
    const { sources } = readSources([dump]);
    return sources.clusterName?.value === clusterName && sources.region?.value === terraform.region;
  });
  if (own.length > 0) return own;
  throw new Failure(`no dump of cluster ${clusterName} in ${terraform.region} under --live`, {
    help: `eks-access collect --cluster ${clusterName} --region ${terraform.region} makes one`,
  });
}
