import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { LocatedFinding } from "../finding/located-finding";
import type { FleetSource } from "../fleet-file/fleet-source";
import type { DefaultsSource } from "../inventory";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { readClusterFile, unreadable } from "./read-cluster-file";

/** Files of a folder that say something for all clusters below it, or of a fleet: no cluster files. */
export const DEFAULTS_FILE = "defaults.yaml";
/** See {@link DEFAULTS_FILE}. */
export const FLEET_FILE = "fleet.yaml";

/** A `fleet.yaml` in a folder below the top: what it says would hold for nobody. */
export function nestedFleet(file: string): LocatedFinding {
  const message = `a ${FLEET_FILE} in a folder of a fleet, expected it at the top alone, where the folders are`;
  const help =
    "move what it says to the top, where globs such as `dev/*` name the clusters of a folder; what the clusters of one folder share stands in its defaults.yaml; the file of a cluster of that name may be called fleet.yml";
  return { ...finding("fleet-file-nested", "", { message, help }), file };
}

/** Where a folder is in its fleet: the folders that lead to it, and what those above it say for all clusters. */
export interface FleetPlace {
  readonly folders: readonly string[];
  readonly defaults: readonly DefaultsSource[];
  /** @default there is no `fleet.yaml`, or its folder is read itself */
  readonly fleet?: FleetSource;
  readonly findings: readonly LocatedFinding[];
}

/** The top of a fleet. */
export const TOP: FleetPlace = { folders: [], defaults: [], findings: [] };

/**
 * The top folder of the fleet in which a folder is: the one that is named (`CLUSTERS_DIR`, or `clusters`) where it lies in there, the
 * nearest one above it with a `fleet.yaml`, or itself. All paths are absolute.
 */
export function fleetTop(folder: string, named: string): string {
  if (isWithin(named, folder)) return named;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, FLEET_FILE))) return at;
    if (dirname(at) === at) return folder;
  }
}

/** The place of a folder below a top, the folder's own `defaults.yaml` and `fleet.yaml` not yet read; `cwd` is where the names of files start. */
export function fleetPlace(folder: string, top: string, cwd: string): FleetPlace {
  const folders = relative(top, folder)
    .split(sep)
    .filter((step) => step !== "");
  const above = folders.map((_, i) => join(top, ...folders.slice(0, i)));
  const read = above.map((one) => readDefaults(relative(cwd, one), one));
  const fleet = folders.length === 0 ? NOTHING : readFleet(relative(cwd, top), top);
  return {
    folders,
    defaults: read.flatMap((one) => one.sources),
    ...(fleet.sources[0] === undefined ? {} : { fleet: fleet.sources[0] }),
    findings: [...fleet.findings, ...read.flatMap((one) => one.findings)],
  };
}

/** A file that says something for clusters, as it was read: one, or none. */
interface SharedFile {
  readonly sources: readonly DefaultsSource[];
  readonly findings: readonly LocatedFinding[];
}

const NOTHING: SharedFile = { sources: [], findings: [] };

/** What a folder says for all clusters in it and below. */
export function readDefaults(name: string, at: string): SharedFile {
  return readShared(name, join(at, DEFAULTS_FILE));
}

/** What an organisation says for all clusters of the fleet whose top a folder is. */
export function readFleet(name: string, at: string): SharedFile {
  return readShared(name, join(at, FLEET_FILE));
}

function readShared(folder: string, path: string): SharedFile {
  if (!existsSync(path)) return NOTHING;
  const own = folder.replace(/\/+$/, "");
  const read = readClusterFile(own === "" ? basename(path) : `${own}/${basename(path)}`, path);
  if ("unreadable" in read) return { sources: [], findings: [unreadable(read, path)] };
  return { sources: [...read.sources], findings: [...read.findings] };
}

function isWithin(top: string, folder: string): boolean {
  const way = relative(resolve(top), resolve(folder));
  return way !== ".." && !way.startsWith(`..${sep}`);
}
