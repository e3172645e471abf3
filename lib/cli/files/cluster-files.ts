import { lstatSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import { check } from "../../app/check/check";
import type { Fleet } from "../../inventory/fleet";
import type { ClusterFileSource, Surroundings } from "../../inventory/inventory";
import {
  DEFAULTS_FILE,
  FLEET_FILE,
  fleetPlace,
  type FleetPlace,
  fleetTop,
  nestedFleet,
  readDefaults,
  readFleet,
} from "../../inventory/folder/fleet-place";
import { outputFolder } from "../../inventory/folder/output-folder";
import {
  type FilesRead,
  type InventoryFailure,
  linkAdvice,
  readClusterFile,
} from "../../inventory/folder/read-cluster-file";
import { readFolder } from "../../inventory/folder/read-folder";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { clustersFolder, NO_FOLDER } from "./clusters-folder";
import { withDumpsNamed } from "./dumps";
import { inputName, readInput } from "./input";

/** What is asked beside the files themselves. */
interface Asked {
  /**
   * Whether another file of its fleet has the name or the state of a file, or of a folder's files, named alone; else it is not judged.
   * @default false
   */
  readonly neighbours?: boolean;
}

/** Reads and judges cluster files, folders of them, `-`; without any, the folder of CLUSTERS_DIR, or `clusters`. */
export async function readClusterFiles(
  context: CliContext,
  paths: readonly string[],
  { neighbours = false }: Asked = {},
): Promise<Fleet> {
  const named = paths.length > 0 ? paths : [ownFolder(context)];
  const read: FilesRead[] = [];
  const own = named.filter((path) => path === "-" || isFolder(context, path) || !isShared(context, path));
  for (const path of own.length > 0 ? own : named) read.push(await readPath(context, path));
  const sources = onceEach(
    context,
    read.flatMap((one) => one.sources),
  );
  const findings = read.flatMap((one) => one.findings);
  const around = surroundings(context, neighbours ? named : [], sources);
  const fleet = check({ sources, findings, ...around }, context.today);
  return { ...fleet, findings: await withDumpsNamed(sources, fleet.findings) };
}

function ownFolder({ env, cwd }: CliContext): string {
  const folder = clustersFolder(env);
  if (folder === undefined) throw new Failure(NO_FOLDER.message, { help: NO_FOLDER.help });
  if (env.CLUSTERS_DIR === undefined && lstatSync(resolve(cwd, folder), { throwIfNoEntry: false }) === undefined)
    throw new Failure(`${folder}: no such folder here, expected the folder of the cluster files`, {
      help: "name that folder, or files in it, as in `../clusters`; it is `clusters` where none is named, and CLUSTERS_DIR names another",
    });
  return folder;
}

/** Reads one cluster file, or `-`. Throws a {@link Failure} where it cannot be opened. */
export async function readOneFile(context: CliContext, path: string): Promise<FilesRead> {
  if (path === "-")
    return { sources: [{ file: inputName(path), bytes: await readInput(context, path) }], findings: [] };
  const at = resolve(context.cwd, path);
  const { sources, findings } = opened(readClusterFile(path, at), at);
  const place = placeIn(context, dirname(at));
  if (basename(at) === FLEET_FILE && place.folders.length > 0) return { sources: [], findings: [nestedFleet(path)] };
  if (isShared(context, path)) {
    const help = "name the folder, or files of clusters: what it says is read with them";
    throw new Failure(`${path}: says what holds for clusters of its folder, expected a cluster file`, {
      exitCode: 1,
      help,
    });
  }
  const own = readDefaults(dirname(path), dirname(at));
  const top = place.folders.length === 0 ? readFleet(dirname(path), dirname(at)) : { sources: [], findings: [] };
  const { folders } = place;
  const [fleet = place.fleet] = top.sources;
  const shared = { folders, defaults: [...place.defaults, ...own.sources], ...(fleet === undefined ? {} : { fleet }) };
  return {
    sources: sources.map((source) => ({ ...source, ...shared })),
    findings: [...place.findings, ...own.findings, ...top.findings, ...findings],
  };
}

/** The top folder of the fleet in which a folder is, and what it is called: as the folder is where it is the top. */
function topOf({ cwd, env }: CliContext, folder: string): readonly [string, string] {
  const at = resolve(cwd, folder);
  const top = fleetTop(at, resolve(cwd, env.CLUSTERS_DIR ?? "clusters"));
  if (top === at) return [top, folder];
  return [top, isAbsolute(folder) ? top : relative(cwd, top) || "."];
}

/** Whether a file says something for clusters, and is none: the pattern `clusters/*.yaml` of a shell names it beside them. */
function isShared(context: CliContext, path: string): boolean {
  const at = resolve(context.cwd, path);
  if (basename(at) === DEFAULTS_FILE) return true;
  return basename(at) === FLEET_FILE && placeIn(context, dirname(at)).folders.length === 0;
}

/** The place of a folder in the fleet of CLUSTERS_DIR, or of `clusters`, or in its own. */
function placeIn({ cwd, env }: CliContext, folder: string): FleetPlace {
  const named = resolve(cwd, env.CLUSTERS_DIR ?? "clusters");
  return fleetPlace(folder, fleetTop(folder, named), cwd);
}

/** Reads the folder of a whole fleet, that of CLUSTERS_DIR or `clusters` where none is named. Throws a {@link Failure} where it is a part of one. */
export function readWholeFleet(
  context: CliContext,
  folder: string | undefined,
): FilesRead & { readonly folder: string } {
  const path = folder ?? ownFolder(context);
  if (!isFolder(context, path)) throw new Failure(`${path}: a file, expected the folder of a fleet`);
  const at = resolve(context.cwd, path);
  const place = placeIn(context, at);
  if (place.folders.length > 0) {
    const help = `name the folder that holds fleet.yaml: ${place.folders.length === 1 ? "the one above" : "further up"}`;
    throw new Failure(`${path}: a folder within a fleet, expected its top`, { help });
  }
  return { ...opened(readFolder(path, at, place), at), folder: path };
}

async function readPath(context: CliContext, path: string): Promise<FilesRead> {
  if (path === "-" || !isFolder(context, path)) return readOneFile(context, path);
  const at = resolve(context.cwd, path);
  return opened(readFolder(path, at, placeIn(context, at)), at);
}

function opened(read: FilesRead | InventoryFailure, at: string): FilesRead {
  if ("sources" in read) return read;
  throw cannotBeRead(read.unreadable, at, read.reason);
}

/** Why a path does not open, and what to do where it is a link: one that leads in a circle, or nowhere. */
function cannotBeRead(path: string, at: string, error: unknown): Failure {
  const reason = reasonOf(error);
  const help = linkAdvice(at);
  const why = reason.startsWith("ELOOP") ? "links lead in a circle, expected a file" : reason;
  return new Failure(`${path}: cannot be read: ${why}`, help === undefined ? {} : { help });
}

function isFolder({ cwd, env }: CliContext, path: string): boolean {
  try {
    return statSync(resolve(cwd, path)).isDirectory();
  } catch (error) {
    if (env.CLUSTERS_DIR === path)
      throw new Failure(`${path}: cannot be read: ${reasonOf(error)}`, { help: "CLUSTERS_DIR names the folder" });
    throw cannotBeRead(path, resolve(cwd, path), error);
  }
}

/** The other cluster files of the fleets that hold what is named, and where the output goes. */
export function surroundings(
  context: CliContext,
  paths: readonly string[],
  sources: readonly Pick<ClusterFileSource, "file" | "real">[],
): Required<Surroundings> {
  const { cwd, env } = context;
  const tops = paths.flatMap((path) => {
    if (path === "-") return [];
    if (!isFolder(context, path)) return [topOf(context, dirname(path))];
    const [top, name] = topOf(context, path);
    return top === resolve(cwd, path) ? [] : [[top, name] as const];
  });
  const beside = [...new Map(tops)].flatMap(([top, name]) => {
    const read = readFolder(name, top, placeIn(context, top));
    return "sources" in read ? read.sources : [];
  });
  const placeOf = ({ file, real }: Pick<ClusterFileSource, "file" | "real">): string => real ?? resolve(cwd, file);
  const known = sources.map(placeOf);
  const neighbours = onceEach(context, beside).filter((source) => !known.includes(placeOf(source)));
  return { neighbours, outdir: resolve(cwd, outputFolder(env, cwd)) };
}

/** `clusters clusters/demo.yaml` names one file twice: it is one cluster. */
function onceEach({ cwd }: CliContext, sources: readonly ClusterFileSource[]): ClusterFileSource[] {
  const byPath = new Map(sources.map((source) => [resolve(cwd, source.file), source]));
  return [...byPath.values()];
}
