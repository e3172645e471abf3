import { z } from "zod";
import type { Judge } from "../../server/task/run-task";

/** What becomes of a plan: its report, or why there is none. */
export type JudgeAnswer = Awaited<ReturnType<Judge>>;

const LABEL = z.object({ label: z.string(), level: z.enum(["none", "info", "warning", "error"]) });
const OUTCOME = z.object({
  id: z.string(),
  description: z.string(),
  body: z.string(),
  tags: z.record(z.string(), z.array(LABEL)),
});
const ANSWER = z.union([
  z.object({ problem: z.string() }),
  z.object({ status: z.enum(["passed", "failed"]), message: z.string(), outcomes: z.array(OUTCOME) }),
]);

/** A message of the process that judges. What is none of its answers passes nothing. */
export function judgeAnswer(message: unknown): JudgeAnswer {
  return ANSWER.safeParse(message).data ?? { problem: "the process that judged the plan gave no answer" };
}
