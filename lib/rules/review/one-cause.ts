import type { ReviewFinding } from "./review";

const LOSSES = ["access-lost", "node-access-lost", "access-unknown"];

/** What says it all, with the reason: an entry or a row that goes, where somebody loses by it; a username that EKS refuses. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  "entry-removed": LOSSES,
  "row-removed": [...LOSSES, "entry-weaker", "eks-entry-unseen"],
  "username-changed": ["entry-refused"],
};

/** What a ConfigMap that goes takes from everybody whom its rows alone serve: it names them all. */
const WITH_ROWS: readonly string[] = ["access-lost", "node-access-lost"];

/**
 * Findings without those that another one of the same change and principal tells. Beside a cluster file an entry that goes stays:
 * it is about the key that left the file.
 */
export function oneFindingPerCause(findings: readonly ReviewFinding[]): readonly ReviewFinding[] {
  return findings.filter((finding) => !findings.some((one) => tells(one, finding)));
}

function tells(one: ReviewFinding, { code, path, principal, at }: ReviewFinding): boolean {
  if (one.code === "config-map-lost" && one.severity === "danger" && one.path === path) return WITH_ROWS.includes(code);
  if (one.path !== path || one.principal !== principal || one.severity === "note") return false;
  if (code === "entry-removed" && at !== undefined) return false;
  return TOLD_BY[code]?.includes(one.code) === true;
}
