import { z } from "zod";
import { REPLAY_OUTCOMES, REPLAY_VERDICTS } from "../../usage/replay";
import { header } from "./finding-json";
import { countsJson, windowJson } from "./usage-json";

/** `eks-access replay --format json` */
export const replayJson = z.strictObject({
  ...header("replay"),
  cluster_name: z.string(),
  file: z.string(),
  stage: z.string().describe("The stage against which requests are held: `api`, `entries:2`."),
  outcome: z
    .enum(REPLAY_OUTCOMES)
    .describe(
      "`kept`: exit code 0. `unknown`: a request that was allowed is not known, a line or file is cut off, or there is no request.",
    ),
  whole_log: z.boolean().describe("No line and no file is cut off, and the log has no gap."),
  counts: countsJson,
  window: windowJson,
  requests: z
    .array(
      z.strictObject({
        verdict: z
          .enum(REPLAY_VERDICTS)
          .describe("`not-known`: it was allowed. `refused-not-known`: it was refused, so nobody can lose it."),
        why: z.string().describe("Through what it is allowed, or what is missing."),
        arn: z.string().describe("Who asked; a role without its path.").exactOptional(),
        session: z.string().exactOptional(),
        username: z.string().describe("As the log has it."),
        node: z.boolean().describe("Whether it is a node or a pod of Fargate."),
        eks_component: z
          .boolean()
          .describe("Whether it is a component of EKS itself (`eks:addon-manager`), which no stage keeps out."),
        request: z.string().describe("`get pods in prod`, `list nodes as bob`."),
        was_allowed: z.boolean(),
        was_allowed_by: z.string().describe("The authorizer's own words.").exactOptional(),
        count: z.int().min(1),
        last: z.string().describe("ISO 8601 in UTC."),
      }),
    )
    .describe("Each kind once, the most frequent first."),
});
