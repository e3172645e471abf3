import { CATALOGUE } from "../finding/catalogue";
import type { AccessDefinition } from "../migration/definition";
import { acceptFindings, type JudgedFinding } from "../migration/acceptance";
import type { ReviewFinding } from "./review/review";

/**
 * Opens the findings that the cluster file accepts: they stay, marked. An acceptance that has expired is a finding; one that
 * opens nothing here may open something that only the gate sees.
 */
export function acceptReviewed(
  findings: readonly ReviewFinding[],
  definition: AccessDefinition | undefined,
  today: string,
): ReviewFinding[] {
  if (definition === undefined) return [...findings];
  const judged = acceptFindings(findings, definition, { context: "review", today });
  const opened = findings.map((finding, i): ReviewFinding => {
    const accepted = judged[i]?.accepted;
    return accepted === undefined ? finding : { ...finding, accepted };
  });
  return [...opened, ...judged.slice(findings.length).filter(isExpiry).map(reviewed)];
}

function isExpiry({ code }: JudgedFinding): boolean {
  return code === "accept-expired";
}

function reviewed(finding: JudgedFinding): ReviewFinding {
  const { meaning, rule } = CATALOGUE["accept-expired"];
  return { ...finding, why: `${meaning.slice(0, 1).toLowerCase()}${meaning.slice(1, -1)}`, rule };
}
