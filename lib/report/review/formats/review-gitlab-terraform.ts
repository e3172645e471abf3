import { inertJson } from "../../text/json-text";
import type { ReviewOutcome } from "../review-outcome";

/**
 * GitLab's Terraform report: how many resources are created, changed and deleted, of all plans together.
 * @see https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsterraform
 */
export function reviewGitlabTerraform({ review: { plans } }: ReviewOutcome): string {
  const sum = (of: "create" | "update" | "delete"): number =>
    plans.reduce((total, { counts }) => total + counts[of], 0);
  return inertJson({ create: sum("create"), update: sum("update"), delete: sum("delete") });
}
