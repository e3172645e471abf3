import { sortFindings } from "../../finding/finding-order";
import type { FileFinding } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { liveFindings } from "../../live/live-findings";
import { isRefused } from "../../migration/gate/refusal";
import type { LiveData } from "../../sources/live-data";
import { readSources } from "../../sources/read-sources";
import type { SourceText } from "../../sources/source-documents";
import type { Unanswered } from "../unanswered";

/** Findings about what nobody says: what of it a guard asks is found again, by the guards. */
const LEFT_OPEN: readonly string[] = [
  "import-config-map-unknown",
  "import-entries-unknown",
  "import-entry-unknown",
  "import-node-groups-unknown",
  "import-policies-unknown",
];

/** A fleet, and what the guards would say of one of its clusters on these live data. */
export function checkLive(fleet: Fleet, texts: readonly SourceText[]): Fleet | Unanswered {
  const { live, findings } = readSources(texts);
  const told = findings.filter(({ code }) => !LEFT_OPEN.includes(code));
  const guards = isRefused(told) || fleet.clusters.length === 0 ? [] : guardFindings(fleet, live);
  if ("problem" in guards) return guards;
  const own = fleet.findings.filter((found) => !isTold(found, live));
  const all = sortFindings([...own, ...told, ...guards]);
  return { clusters: fleet.clusters, findings: all, isRefused: isRefused(all) };
}

/** What a file alone leaves open, and the live data have told. */
function isTold({ code, principal }: FileFinding, { addons, entries }: LiveData): boolean {
  if (code === "pod-identity-agent") return addons !== undefined;
  if (code !== "expected-type-unknown") return false;
  return entries.some(({ principalArn, type }) => principalArn === principal && type === "EC2_WINDOWS");
}

function guardFindings(fleet: Fleet, live: LiveData): FileFinding[] | Unanswered {
  const cluster = clusterFor(fleet.clusters, live);
  return "problem" in cluster ? cluster : liveFindings(cluster.staged, live).map(cluster.locate);
}

/** One file is meant, whatever the live data say; of several the one that they name. */
function clusterFor(clusters: readonly ClusterFile[], { cluster }: LiveData): ClusterFile | Unanswered {
  const [first, second] = clusters;
  if (first !== undefined && second === undefined) return first;
  const named = clusters.find(({ staged }) => staged.definition.clusterName === cluster?.name);
  if (named !== undefined) return named;
  return {
    problem:
      cluster === undefined
        ? "the data name no cluster, and there are several cluster files"
        : `no cluster file for \`${cluster.name}\``,
    help: "name the one cluster file that the live data are of",
    fault: "question",
  };
}
