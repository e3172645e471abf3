import type { FleetRules } from "../../fleet/fleet-rules";
import { sortFindings } from "../../finding/finding-order";
import { nodeAt, placeOf, type YamlNode, type YamlPath } from "../../yaml/yaml-node";
import type { YamlProblem } from "../../yaml/yaml-problem";
import { parseYamlTree } from "../../yaml/yaml-tree";
import { plainValue } from "../cluster-file/plain-value";
import { placedIssues } from "../cluster-file/schema-issues";
import { yamlFinding } from "../cluster-file/yaml-finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { type LocatedFinding, locatedAt, type PlacedFinding } from "../finding/located-finding";
import { allIssues } from "../schema/all-issues";
import { fleetFile } from "../schema/fleet-file";

/** The text of a `fleet.yaml`. */
export interface FleetText {
  /** `clusters/fleet.yaml` */
  readonly file: string;
  readonly text: string;
}

/** What became of a `fleet.yaml`. */
export interface ParsedFleetFile {
  /** Undefined where one of the findings is an error. */
  readonly rules: FleetRules | undefined;
  /** Sorted, each at its place in `fleet.yaml`. */
  readonly findings: readonly LocatedFinding[];
  /** The line of what a path leads to; of the nearest thing above where nothing is there. */
  readonly lineOf: (path: YamlPath) => number;
}

/** Reads what an organisation says for all clusters: all that is wrong with it at once, or what it says. */
export function parseFleetFile({ file, text }: FleetText): ParsedFleetFile {
  const { root, problems } = parseYamlTree(text);
  const found = [...problems.map(fleetYamlFinding), ...(root === undefined ? [] : shapeFindings(root))];
  const findings = sortFindings(found.map((one) => locatedAt(file, one.finding, one.at)));
  const isWhole = findings.every(({ severity }) => severity !== "error");
  const value =
    root === undefined || !isWhole ? undefined : fleetFile.safeParse(plainValue(root, fleetFile).value).data;
  const lineOf = (path: YamlPath): number => (root === undefined ? 1 : placeOf(root, path).line);
  const rings = value?.rings?.map((ring, i) => ({ ...ring, line: lineOf(["rings", i, "clusters"]) }));
  return {
    rules: value === undefined ? undefined : { ...value, file, ...(rings === undefined ? {} : { rings }) },
    findings,
    lineOf,
  };
}

function fleetYamlFinding(problem: YamlProblem): PlacedFinding {
  return problem.fault === "empty"
    ? { at: problem.at, finding: finding("file-empty", "", EMPTY) }
    : yamlFinding(problem);
}

const EMPTY = {
  message: "is empty, expected `require`, `admins` or `rings`",
  help: "write what the organisation asks of all clusters, or delete the file",
};

function shapeFindings(root: YamlNode): PlacedFinding[] {
  const plain = plainValue(root, fleetFile);
  const parsed = fleetFile.safeParse(plain.value);
  const issues = parsed.success ? [] : placedIssues(root, allIssues(fleetFile, plain.value));
  return [...plain.findings, ...issues, ...(parsed.success ? ringShape(root, { ...parsed.data, file: "" }) : [])];
}

/** Names that two rings share, and gates that no ring can pass or none waits at. */
function ringShape(root: YamlNode, { rings = [] }: FleetRules): PlacedFinding[] {
  const at = (path: YamlPath) => placeOf(root, nodeAt(root, path) === undefined ? path.slice(0, -1) : path);
  return rings.flatMap(({ name, after }, i): PlacedFinding[] => {
    const first = rings.findIndex((one) => one.name === name);
    const twice = finding("ring-ambiguous", `rings[${i}].name`, {
      message: `the name of another ring, expected one of its own, got \`${name}\``,
      help: `rename it, or ring ${first + 1}`,
    });
    const unfit = i === 0 && after !== undefined ? FIRST : isWaveElsewhere(after) ? WAVE : undefined;
    return [
      ...(first < i ? [{ finding: twice, at: at(["rings", i, "name"]) }] : []),
      ...(unfit === undefined
        ? []
        : [{ finding: finding("ring-gate-unfit", `rings[${i}].after`, unfit), at: at(["rings", i, "after"]) }]),
    ];
  });
}

const FIRST = {
  message: "the first ring has `after`, expected none there: no ring is before it",
  help: "delete it, or move it to the next ring",
};
const WAVE = {
  message: "wave without stage entries, expected `stage: entries` beside it: other stages have no waves",
  help: "write stage: entries, or take wave out",
};

function isWaveElsewhere(after: { readonly stage?: string; readonly wave?: number } | undefined): boolean {
  return after?.wave !== undefined && after.stage !== "entries";
}
