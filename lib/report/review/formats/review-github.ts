import { githubText } from "../../findings/github";
import { fileFindings } from "../review-file-findings";
import type { ReviewOutcome } from "../review-outcome";

/** A review as workflow commands: GitHub shows each finding as an annotation at its line of the cluster file. */
export function reviewGithub({ review, exitCode }: ReviewOutcome): string {
  return githubText({ clusters: [], findings: fileFindings(review), isRefused: exitCode !== 0 });
}
