import type { Finding } from "../../finding/finding";
import { type Found, issueFindings } from "../finding/issue-finding";
import { holdsToken, tokenFinding, withoutReferences } from "../finding/token-finding";
import { allIssues, type SchemaIssue } from "../schema/all-issues";
import { clusterFile } from "../schema/cluster-file";
import { printPath, type YamlPath } from "../../yaml/yaml-node";
import { fileValue } from "./file-value";
import { mayRefer } from "./reference-places";

/** What the schema of the cluster file makes of a definition that no file gave. */
export interface ShapeFindings {
  readonly findings: readonly Finding[];
  /** Whether every value is of the kind that others expect there: else they could not judge it. */
  readonly isReadable: boolean;
}

/** What follows from a file, and stands in none. */
const DERIVED: readonly string[] = ["accountId", "imported", "moduleVariables", "partition"];

/**
 * Holds a definition against what a file may say: types of TypeScript hold no text to its shape, and a program without types
 * nothing. A reference counts as whatever stands at its place.
 */
export function shapeOf(definition: object): ShapeFindings {
  const own = Object.entries(definition).filter(([key]) => !DERIVED.includes(key));
  const { value, unknown, endless } = fileValue(Object.fromEntries(own), clusterFile);
  const tokens = tokensIn(value, []);
  const atToken = new Set(tokens.map(({ path }) => printPath(path)));
  const issues = allIssues(clusterFile, value).filter(
    (issue) => !atToken.has(printPath(stepsOf(issue.path))) && !isOfEntries(issue),
  );
  const refused = tokens.filter(({ isAllowed }) => !isAllowed);
  return {
    findings: [
      ...endless.slice(0, 1),
      ...unknown.filter(({ path }) => !path.startsWith(`${ENTRIES}.`)),
      ...refused.map(({ path, text }) => tokenFinding(path, text)),
      ...issues.flatMap((issue) => issueFindings(issue, stepsOf(issue.path), foundAt(value, issue.path))),
    ],
    isReadable: endless.length === 0 && issues.every(({ code }) => code === "custom"),
  };
}

const ENTRIES = "access_entries";

/** Shapes of entries have a judge of their own at the gate: `validateAccessEntries`. */
function isOfEntries({ path: [section], code }: SchemaIssue): boolean {
  return section === ENTRIES && (code === "invalid_type" || code === "invalid_value");
}

interface PlacedToken {
  readonly path: YamlPath;
  readonly text: string;
  readonly isAllowed: boolean;
}

function tokensIn(value: unknown, path: YamlPath): PlacedToken[] {
  if (typeof value === "string" || typeof value === "number") return holdsToken(value) ? [placed(value, path)] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => tokensIn(item, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const at: YamlPath = [...path, key];
    return holdsToken(key) ? [{ path: at, text: key, isAllowed: false }] : tokensIn(item, at);
  });
}

function placed(value: string | number, path: YamlPath): PlacedToken {
  const isWhole = typeof value === "string" && !holdsToken(withoutReferences(value));
  return { path, text: String(value), isAllowed: isWhole && mayRefer(path) };
}

function stepsOf(path: readonly PropertyKey[]): YamlPath {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}

function foundAt(value: unknown, path: readonly PropertyKey[]): Found | undefined {
  const [step, ...rest] = path;
  if (step !== undefined) {
    const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return foundAt(fields.find(([key]) => key === String(step))?.[1], rest);
  }
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return { kind: "list" };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
    return { kind: "scalar", value, source: String(value) };
  return { kind: "map" };
}
