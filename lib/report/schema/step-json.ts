import { z } from "zod";
import { STAGES } from "../../migration/stage";
import { findingJson, header } from "./finding-json";

/** Where a cluster is: a stage, and at `entries` its waves. */
export const stepPlace = z.strictObject({
  stage: z.enum(STAGES),
  wave: z
    .strictObject({ in: z.int().describe("How many waves are in."), of: z.int() })
    .describe("At `entries`, where the file has several.")
    .exactOptional(),
});

/** `eks-access advance --format json`, and `back`. */
export function stepJson<Direction extends "advance" | "back">(direction: Direction) {
  return z.strictObject({
    ...header(direction),
    outcome: z.enum(["written", "dry-run", "refused"]),
    file: z.string(),
    cluster_name: z.string().exactOptional(),
    from: stepPlace.exactOptional(),
    to: stepPlace.describe("Left out: there is no such step.").exactOptional(),
    refusal: z
      .strictObject({ reason: z.string(), help: z.string() })
      .describe("Why there is no step, where no finding says it.")
      .exactOptional(),
    plan: z.array(z.string()).describe("What the plan of the step does."),
    undo: z.strictObject({ possible: z.boolean(), how: z.string() }).exactOptional(),
    check_before: z.array(z.string()).describe("What to check before that plan is applied."),
    changes: z.array(
      z.strictObject({
        line: z.int().min(1).describe("In the old text."),
        removed: z.array(z.string()),
        added: z.array(z.string()),
      }),
    ),
    findings: z.array(findingJson).describe("What the gate says of where the step leads."),
  });
}

/** See {@link stepJson}. */
export type StepJson = z.output<ReturnType<typeof stepJson<"advance" | "back">>>;
