import { didYouMean } from "../finding/did-you-mean";
import type { Finding } from "../finding/finding";
import { findingsIn } from "../finding/finding";
import { globNames } from "./cluster-glob";
import type { FleetRules, Ring } from "./fleet-rules";

const finding = findingsIn("file");

/** A ring, and how many come before it. */
export interface PlacedRing {
  readonly ring: Ring;
  /** From 0. */
  readonly index: number;
}

/** The rings whose globs name a cluster, by its path in the fleet; a fleet without rings has none. */
export function ringsOf({ rings = [] }: FleetRules, path: string): PlacedRing[] {
  return rings
    .map((ring, index) => ({ ring, index }))
    .filter(({ ring }) => ring.clusters.some((glob) => globNames(glob, path)));
}

/** The one ring of a cluster; undefined where there are none, and where its file has a finding for that. */
export function ringOf(rules: FleetRules | undefined, path: string): PlacedRing | undefined {
  const rings = rules === undefined ? [] : ringsOf(rules, path);
  return rings.length === 1 ? rings[0] : undefined;
}

/** The ring of a number, counted from 1, or of a name. */
export function ringNamed({ rings = [] }: FleetRules, asked: string): PlacedRing | undefined {
  const byName = rings.findIndex(({ name }) => name === asked);
  const index = byName >= 0 ? byName : /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) - 1 : -1;
  const ring = rings[index];
  return ring === undefined ? undefined : { ring, index };
}

/** The ring for which a cluster waits, by the paths of the fleet: the nearest one before its own that has clusters. */
export function waitsFor(rules: FleetRules, paths: readonly string[], path: string): PlacedRing | undefined {
  const own = ringOf(rules, path);
  const before = (rules.rings ?? []).map((ring, index) => ({ ring, index })).slice(0, own?.index ?? 0);
  return before.findLast(({ index }) => paths.some((one) => ringOf(rules, one)?.index === index));
}

/** A cluster in no ring has no gate, and one in two has two. */
export function ringFindings(rules: FleetRules, path: string): Finding[] {
  if ((rules.rings ?? []).length === 0) return [];
  const rings = ringsOf(rules, path);
  if (rings.length === 1) return [];
  const names = rings.map(({ ring }) => `\`${ring.name}\``).join(", ");
  return [
    rings.length === 0
      ? finding("ring-missing", "", {
          message: `in no ring of ${rules.file}, expected one that names \`${path}\``,
          help: missingHelp(rules, path),
        })
      : finding("ring-ambiguous", "", {
          message: `in ${rings.length} rings of ${rules.file}, expected one, got ${names}`,
          help: "change the globs of `rings`, so that one ring names this cluster",
        }),
  ];
}

/** A glob without `*` and `?` that is nearly the path may be meant for it, or for another cluster. */
function missingHelp({ file, rings = [] }: FleetRules, path: string): string {
  const lines = rings.flatMap(({ name, line }) => (line === undefined ? [] : [`\`${name}\` in line ${line}`]));
  const places = lines.length === 0 ? "" : ` (${lines.slice(0, 3).join(", ")}${lines.length > 3 ? ", …" : ""})`;
  const written = `write \`${path}\` under \`clusters\` of one ring in ${file}${places}: a cluster in no ring waits for no other`;
  const globs = rings.flatMap(({ clusters }) => clusters).filter((glob) => !/[*?]/.test(glob));
  const near = didYouMean(path, globs);
  const ring = rings.find(({ clusters }) => near !== undefined && clusters.includes(near));
  return ring === undefined
    ? written
    : `did you mean it by \`${near}\` of ring \`${ring.name}\`? Then correct that in ${at(file, ring)}; else ${written}`;
}

function at(file: string, { line }: Ring): string {
  return line === undefined ? file : `line ${line} of ${file}`;
}
