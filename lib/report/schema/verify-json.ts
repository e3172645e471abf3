import { z } from "zod";
import { findingJson, header } from "./finding-json";
import { stepPlace } from "./step-json";

/** `eks-access verify --format json`; `advance --verified` reads it. */
export const verifyJson = z.strictObject({
  ...header("verify"),
  refused: z.boolean().describe("Whether a step is not complete: exit code 1."),
  verified_at: z.string().describe("When it was judged, ISO 8601 in UTC."),
  clusters: z.array(
    z.strictObject({
      cluster_name: z.string(),
      cluster_arn: z.string(),
      file: z.string(),
      digest: z
        .string()
        .describe(
          "`sha256:…` of the cluster file's bytes, and of those of each defaults.yaml that it has: the verdict is about them alone.",
        ),
      stage: stepPlace.describe("Left out: the file has no migration.").exactOptional(),
      caller: z.string().describe("ARN of whoever asked the cluster.").exactOptional(),
      collected_at: z.string().describe("When the cluster was asked, ISO 8601 in UTC.").exactOptional(),
      complete: z.boolean().describe("Whether the plan of the stage has done all, and nothing differs or is unknown."),
      next: stepPlace
        .describe("The step that may be next. Left out: there is none, see `next_refused`.")
        .exactOptional(),
      next_refused: z.string().describe("Why no step may be next.").exactOptional(),
      findings: z.array(findingJson),
    }),
  ),
});

/** See {@link verifyJson}. */
export type VerifyJson = z.output<typeof verifyJson>;
