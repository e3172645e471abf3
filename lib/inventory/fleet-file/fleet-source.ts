import { globNames } from "../../fleet/cluster-glob";
import { decodeText } from "../../yaml/text-encoding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { type LocatedFinding, locatedAt } from "../finding/located-finding";
import { type ParsedFleetFile, parseFleetFile } from "./parse-fleet-file";

/** A `fleet.yaml` as it was read. */
export interface FleetSource {
  /** `clusters/fleet.yaml` */
  readonly file: string;
  readonly bytes: Uint8Array;
}

const PARSED = new WeakMap<FleetSource, ParsedFleetFile>();

/** What a `fleet.yaml` says; read once, for all files of its fleet. */
export function readFleetSource(source: FleetSource): ParsedFleetFile {
  const known = PARSED.get(source);
  if (known !== undefined) return known;
  const decoded = decodeText(source.bytes);
  const read =
    "text" in decoded
      ? parseFleetFile({ file: source.file, text: decoded.text })
      : { rules: undefined, findings: [locatedAt(source.file, NOT_UTF8, decoded.badAt)], lineOf: () => 1 };
  PARSED.set(source, read);
  return read;
}

const NOT_UTF8 = finding("file-not-utf8", "", {
  message: "not UTF-8, expected text in UTF-8 or UTF-16",
  help: "save the file as UTF-8",
});

/** A file of a fleet, by which its path is known. */
export interface FleetMember {
  /** `clusters/prod/shop.yaml` */
  readonly file: string;
  /** @default none */
  readonly folders?: readonly string[];
}

/** The path of a cluster file in its fleet, as globs name it: `prod/shop`. */
export function memberPath({ file, folders = [] }: FleetMember): string {
  const stem = (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/i, "");
  return [...folders, stem].join("/");
}

/** Globs that name no cluster of a whole fleet: a rule or ring that is misspelt would hold for nobody. */
export function idleGlobs(source: FleetSource, members: readonly FleetMember[]): LocatedFinding[] {
  const { rules, lineOf } = readFleetSource(source);
  const paths = members.map(memberPath);
  const required = (rules?.require?.principals ?? []).map(({ clusters = [] }, i) => ({
    clusters,
    at: ["require", "principals", i, "clusters"],
  }));
  const rings = (rules?.rings ?? []).map(({ clusters }, i) => ({ clusters, at: ["rings", i, "clusters"] }));
  return [...required, ...rings].flatMap(({ clusters, at }) =>
    clusters.flatMap((glob, i) => {
      if (paths.some((path) => globNames(glob, path))) return [];
      const place = at.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
      const message = `names no cluster of this fleet, got \`${glob}\``;
      const help = "correct or delete the glob: what it stands for applies to no cluster";
      const found = finding("fleet-glob-idle", `${place.slice(1)}[${i}]`, { message, help });
      return [{ ...found, file: source.file, line: lineOf([...at, i]) }];
    }),
  );
}
