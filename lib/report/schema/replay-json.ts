import { z } from "zod";
import { REPLAY_VERDICTS } from "../../usage/replay";
import { header } from "./finding-json";

/** `eks-access replay --format json` */
export const replayJson = z.strictObject({
  ...header("replay"),
  cluster_name: z.string(),
  file: z.string(),
  stage: z.string().describe("The stage against which requests are held: `api`, `entries:2`."),
  requests: z
    .array(
      z.strictObject({
        verdict: z.enum(REPLAY_VERDICTS),
        why: z.string().describe("Through what it is allowed, or what is missing."),
        arn: z.string().describe("Who asked; a role without its path.").exactOptional(),
        session: z.string().exactOptional(),
        username: z.string().describe("As the log has it."),
        node: z.boolean().describe("Whether it is a node or a pod of Fargate."),
        request: z.string().describe("`get pods in prod`, `list nodes as bob`."),
        was_allowed: z.boolean(),
        was_allowed_by: z.string().describe("The authorizer's own words.").exactOptional(),
        count: z.int().min(1),
        last: z.string().describe("ISO 8601 in UTC."),
      }),
    )
    .describe("Each kind once, the most frequent first."),
});
