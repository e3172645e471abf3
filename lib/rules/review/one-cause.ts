import type { ReviewFinding } from "./review";

/** Findings that say who loses access, and how an entry goes: of one cause the first says it all. */
const LOSSES = ["access-lost", "node-access-lost", "access-unknown"];

/**
 * Findings without the entries that go where the same change is told by whoever loses by it. Beside a cluster file both stay: one
 * is about the principal, the other about the key that left the file.
 */
export function oneFindingPerCause(findings: readonly ReviewFinding[]): readonly ReviewFinding[] {
  return findings.filter((finding) => finding.code !== "entry-removed" || !findings.some((one) => tells(one, finding)));
}

function tells(loss: ReviewFinding, { path, principal, at }: ReviewFinding): boolean {
  const isSame = loss.path === path && loss.principal === principal;
  return isSame && at === undefined && loss.severity !== "note" && LOSSES.includes(loss.code);
}
