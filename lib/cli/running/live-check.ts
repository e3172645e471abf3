import { readSources } from "../../sources/read-sources";
import type { LiveData } from "../../sources/live-data";
import type { SourceText } from "../../sources/source-documents";
import type { FileFinding, Fleet } from "../../inventory/fleet";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { decodeUtf8 } from "../../yaml/utf8";
import { isRefused } from "../../migration/gate/gate";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { inputName, readInput } from "../files/input";
import { liveFindings } from "../../live/live-findings";

/** Findings about what nobody says: what of it a guard asks is found again, by the guards. */
const LEFT_OPEN: readonly string[] = [
  "import-config-map-unknown",
  "import-entries-unknown",
  "import-entry-unknown",
  "import-node-groups-unknown",
  "import-policies-unknown",
];

/** A fleet, and what the guards would say of one of its clusters on these live data. */
export async function withLive(context: CliContext, fleet: Fleet, paths: readonly string[]): Promise<Fleet> {
  const texts: SourceText[] = [];
  for (const path of paths) texts.push(await readText(context, path));
  const { live, findings } = readSources(texts);
  const told = findings.filter(({ code }) => !LEFT_OPEN.includes(code));
  const guards = isRefused(told) || fleet.clusters.length === 0 ? [] : guardFindings(fleet, live);
  const all = [...fleet.findings, ...told, ...guards];
  return { clusters: fleet.clusters, findings: all, isRefused: isRefused(all) };
}

function guardFindings(fleet: Fleet, live: LiveData): FileFinding[] {
  const cluster = clusterFor(fleet.clusters, live);
  return liveFindings(cluster.staged, live).map(cluster.locate);
}

/** One file is meant, whatever the live data say; of several the one that they name. */
function clusterFor(clusters: readonly ClusterFile[], { cluster }: LiveData): ClusterFile {
  const [first, second] = clusters;
  if (first !== undefined && second === undefined) return first;
  const named = clusters.find(({ staged }) => staged.definition.clusterName === cluster?.name);
  if (named !== undefined) return named;
  throw new Failure(
    cluster === undefined
      ? "--live: the data name no cluster, and there are several cluster files"
      : `--live: no cluster file for \`${cluster.name}\``,
    { help: "name the one cluster file that the live data are of" },
  );
}

async function readText(context: CliContext, path: string): Promise<SourceText> {
  const decoded = decodeUtf8(await readInput(context, path));
  if ("text" in decoded) return { name: inputName(path), text: decoded.text };
  const { line, column } = decoded.badAt;
  throw new Failure(`${inputName(path)}:${line}:${column}: not UTF-8, expected text in UTF-8`);
}
