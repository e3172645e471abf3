import type { FileFinding } from "../../inventory/file-findings";
import type { Review } from "../../rules/review/review";
import { findingsOfReview } from "./verdict-words";

/** The findings of a review as findings of files: in the cluster file where there is one, else in the plan. */
export function fileFindings({ plans }: Review): FileFinding[] {
  return plans.flatMap((plan) =>
    findingsOfReview(plan).map(({ finding: { code, severity, path, message, help, principal, accepted, at } }) => ({
      code,
      severity,
      path,
      message,
      file: at?.file ?? plan.source,
      ...(at?.line === undefined ? {} : { line: at.line }),
      ...(at?.column === undefined ? {} : { column: at.column }),
      ...(help === undefined ? {} : { help }),
      ...(principal === undefined ? {} : { principal }),
      ...(accepted === undefined ? {} : { accepted }),
    })),
  );
}
