import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import type { Judge } from "../../server/task/run-task";
import type { CliContext } from "../context";
import { KEY_VARIABLE } from "./hmac-key";
import { type JudgeAnswer, judgeAnswer } from "./judge-answer";
import type { ServeOptions } from "./serve-options";

type Options = Pick<ServeOptions, "clusters" | "allow" | "maxTime" | "maxMemory">;

const ENTRY = join(__dirname, "judging-process.js");
/** Of what the process says before it dies: where V8 has no more memory, it says so at the end. */
const LAST_WORDS = 16_384;

/**
 * Judges each plan in a process of its own, so that the server answers while it is judged, and outlives a plan that takes all
 * time or memory. The plan goes there by a pipe; of the environment all but the HMAC key does.
 */
export function processJudge({ cwd, env }: CliContext, options: Options): Judge {
  const { clusters = "", allow, maxMemory } = options;
  const { [KEY_VARIABLE]: _, ...rest } = env;
  return async (plan, name, signal) => {
    const child = fork(ENTRY, [clusters, name, ...allow], {
      cwd,
      env: rest,
      execArgv: [`--max-old-space-size=${maxMemory}`],
      serialization: "advanced",
      stdio: ["pipe", "ignore", "pipe", "ipc"],
    });
    // A process that dies reads no more of it.
    child.stdin?.on("error", () => undefined).end(plan);
    return answerOf(child, options, signal);
  };
}

/** What a process answers, or why it does not; once it is gone. It is killed when its time is over, and when nobody waits for it. */
async function answerOf(child: ChildProcess, options: Options, signal: AbortSignal): Promise<JudgeAnswer> {
  let answer: JudgeAnswer | undefined;
  let words = "";
  const late = AbortSignal.timeout(options.maxTime * 1000);
  const kill = (): void => void child.kill("SIGKILL");
  const over = AbortSignal.any([signal, late]);
  over.addEventListener("abort", kill, { once: true });
  if (over.aborted) kill();
  child.on("message", (message) => (answer = judgeAnswer(message)));
  child.stderr?.on("data", (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-LAST_WORDS)));
  return new Promise((done) => {
    child.on("error", (error) => {
      done({ problem: `the process that judges a plan does not start: ${reasonOf(error)}` });
    });
    child.on("close", (code, by) => {
      over.removeEventListener("abort", kill);
      const end: End = { code, by, isLate: late.aborted, hasNoMemory: words.includes("heap out of memory") };
      done(answer ?? { problem: whyEnded(end, options) });
    });
  });
}

/** How a process ended that did not answer. */
interface End {
  readonly code: number | null;
  readonly by: NodeJS.Signals | null;
  readonly isLate: boolean;
  readonly hasNoMemory: boolean;
}

function whyEnded({ code, by, isLate, hasNoMemory }: End, { maxTime, maxMemory }: Options): string {
  if (hasNoMemory) return `judging the plan takes more than ${maxMemory} MB of memory: --max-memory gives it more`;
  if (isLate) return `judging the plan takes longer than ${maxTime} seconds: --max-time gives it more`;
  if (by === "SIGKILL") return "the process that judged the plan was killed: the machine may have run out of memory";
  return `the process that judged the plan ended with ${by ?? code ?? "nothing"}`;
}
