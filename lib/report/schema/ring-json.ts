import { z } from "zod";
import { findingJson, header } from "./finding-json";
import { stepPlace } from "./step-json";

/** `eks-access advance --ring --format json` */
export const ringJson = z.strictObject({
  ...header("advance-ring"),
  ring: z.strictObject({ name: z.string(), number: z.int().min(1).describe("Counted from 1.") }),
  refused: z.boolean().describe("Whether a cluster of the ring may not go: exit code 1."),
  clusters: z.array(
    z.strictObject({
      file: z.string(),
      outcome: z.enum(["written", "dry-run", "refused", "over"]).describe("`over`: no step is left."),
      cluster_name: z.string().exactOptional(),
      from: stepPlace.exactOptional(),
      to: stepPlace.describe("Where the step leads, or would.").exactOptional(),
      refusal: z
        .strictObject({ reason: z.string(), help: z.string() })
        .describe("Why it may not go, where no finding says it: the ring before, a result of `verify`.")
        .exactOptional(),
      findings: z.array(findingJson).describe("What the gate says of where the step leads."),
    }),
  ),
});

/** See {@link ringJson}. */
export type RingJson = z.output<typeof ringJson>;
