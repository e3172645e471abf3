import { createHash } from "node:crypto";
import { recordOf } from "../../plan/reading/plan-shape";

/** A cluster file that is to take a step. */
export interface VerifiedFile {
  readonly bytes: Uint8Array;
  readonly clusterName: string | undefined;
  /** Now, in milliseconds since 1970. */
  readonly now: number;
}

/** Why a verdict does not let a step pass, and what to do. */
export interface StaleVerdict {
  readonly reason: string;
  readonly help: string;
}

/** Older ones tell of another day: somebody may have changed the cluster since. */
const FRESH = 24 * 60 * 60 * 1000;

/**
 * Why a verdict of `verify --format json` does not hold for a file: of another text, of another day, not complete. Undefined
 * where it holds.
 */
export function staleVerdict(text: string, { bytes, clusterName, now }: VerifiedFile): StaleVerdict | undefined {
  const verdict = parsed(text);
  if (verdict.command !== "verify") return stale("is no output of eks-access verify --format json");
  const clusters: readonly unknown[] = Array.isArray(verdict.clusters) ? verdict.clusters : [];
  const own = clusters.map(recordOf).filter((one) => one.digest === digestOf(bytes));
  const [first] = own;
  if (first === undefined) {
    const isOther = clusters.map(recordOf).some((one) => clusterName !== undefined && one.cluster_name === clusterName);
    return stale(isOther ? "is of another text of this file, which was changed since" : "does not name this file");
  }
  const age = now - Date.parse(String(verdict.verified_at));
  if (!(age >= 0 && age <= FRESH))
    return stale(`is stale: it is of ${String(verdict.verified_at)}, expected the last 24 hours`);
  if (first.complete === true) return undefined;
  return {
    reason: "the verdict says that the step is not complete",
    help: "apply the plan of the stage, and verify again",
  };
}

/** `sha256:…` of a cluster file's bytes: what a verdict is bound to. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function stale(what: string): StaleVerdict {
  return { reason: `the verdict ${what}`, help: "verify again: eks-access verify FILE --format json > verified.json" };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}
