import { reasonOf } from "../../finding/reason-of";
import { parseAllowance } from "../../rules/review/verdict";
import type { Judge } from "../../server/task/run-task";
import { processContext } from "../context";
import { clustersJudge } from "./clusters-judge";

/**
 * The process that judges one plan: `judging-process.js FOLDER NAME [ALLOWANCE...]`, an empty folder where there is none. The plan
 * comes on standard input, never by a file; the answer goes to the process that started this one, and tells when to end it.
 */
async function main([clusters = "", name = "", ...allowed]: readonly string[]): Promise<void> {
  const allow = allowed.flatMap((text) => parseAllowance(text) ?? []);
  const judge = clustersJudge(processContext(), { allow, ...(clusters === "" ? {} : { clusters }) });
  const answer = await judge(await input(), name, new AbortController().signal).catch(fault);
  process.send?.(answer, () => {
    process.disconnect();
  });
}

async function input(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function fault(error: unknown): Awaited<ReturnType<Judge>> {
  return { problem: `a fault of eks-access: ${reasonOf(error)}` };
}

/** A terminal, and systemd, tell all processes of a server to stop: the server alone decides what becomes of a plan. */
function leaveSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  process.on("disconnect", () => process.exit());
}

leaveSignals();
void main(process.argv.slice(2));
