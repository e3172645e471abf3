import { issueFindings } from "../finding/issue-finding";
import type { PlacedFinding } from "../finding/located-finding";
import type { SchemaIssue } from "../schema/all-issues";
import { keyPlaceOf, nodeAt, placeOf, type YamlNode } from "../../yaml/yaml-node";

/** What the schema refuses in a tree, as findings at their places. */
export function placedIssues(root: YamlNode, issues: readonly SchemaIssue[]): PlacedFinding[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    const at = issue.code === "invalid_key" ? keyPlaceOf(root, path) : placeOf(root, path);
    return issueFindings(issue, path, nodeAt(root, path)).map((finding) => ({ finding, at }));
  });
}
