import { CATALOGUE } from "../../finding/catalogue";
import type { JudgedFinding } from "../../migration/acceptance";
import { noteOf } from "./note";

/** What to type to accept a code, of one principal or of all: lines of a comment. */
export function acceptanceTemplate(code: string, principal?: string): string[] {
  return [
    `  - code: ${code}`,
    ...(principal === undefined ? [] : [`    principal: ${principal}`]),
    "    reason: <why>",
    "    until: <last day, such as 2027-01-31>",
  ];
}

/** Blockers of a new file that somebody may accept, each with what to type; `told` are the lines that stand there already. */
export function acceptanceNotes(findings: readonly JudgedFinding[], told: readonly string[]): string[] {
  return findings
    .filter(({ severity, accepted, code }) => {
      const isTold = told.some((line) => line === `  - code: ${code}`);
      return severity === "blocker" && accepted === undefined && CATALOGUE[code].acceptable === true && !isTold;
    })
    .flatMap((found) => [...noteOf(found), ...acceptanceTemplate(found.code, found.principal)]);
}
