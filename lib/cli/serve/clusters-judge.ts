import { Readable } from "node:stream";
import { reviewedClusters, reviewPlan } from "../../app/review/review-plan";
import { taskReport } from "../../report/review/task-report";
import { exitCodeOfVerdict } from "../../rules/review/verdict";
import type { Judge } from "../../server/task/run-task";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { readClusterFiles } from "../files/cluster-files";
import type { ServeOptions } from "./serve-options";

type Folder = Pick<ServeOptions, "clusters" | "allow">;

/**
 * Judges as `review --clusters` does: the folder is read anew for each plan, and the day is that of the plan, for a server
 * outlives what an acceptance allows.
 */
export function clustersJudge(context: CliContext, { clusters: folder, allow }: Folder, today = dayOf): Judge {
  return async (plan, name) => {
    const day = today();
    const clusters = await clustersOf({ ...worldOf(context), today: day }, folder);
    if ("problem" in clusters) return { problem: clusters.problem };
    const review = reviewPlan({ name, content: plan }, { clusters, today: day, allowed: allow });
    if ("problem" in review) return { problem: review.problem };
    if ("isSaved" in review) return { problem: "a saved plan, expected its JSON" };
    return taskReport(review, exitCodeOfVerdict(review.verdict, allow));
  };
}

/** Why the folder's files cannot be relied on now, undefined where they can. Throws a {@link Failure} where it does not open. */
export async function folderProblem(context: CliContext, folder: string | undefined): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  const known = reviewedClusters(await readClusterFiles(context, [folder]));
  return "problem" in known ? known.problem : undefined;
}

async function clustersOf(
  context: CliContext,
  folder: string | undefined,
): Promise<ReturnType<typeof reviewedClusters> | { readonly problem: string }> {
  if (folder === undefined) return [];
  try {
    return reviewedClusters(await readClusterFiles(context, [folder]));
  } catch (error) {
    if (error instanceof Failure) return { problem: error.message };
    throw error;
  }
}

/** The world without its input, which nobody reads here. */
function worldOf({ stdout, stderr, env, cwd }: CliContext): Omit<CliContext, "today"> {
  return { stdin: Readable.from([]), stdout, stderr, env, cwd };
}

function dayOf(): string {
  return new Date().toISOString().slice(0, 10);
}
