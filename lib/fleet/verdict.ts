/** What `verify --format json` says of one cluster file. */
export interface VerifyVerdict {
  /** `sha256:…` of the file's bytes. */
  readonly digest: string;
  readonly clusterName: string;
  readonly clusterArn: string;
  /** The earlier of when it was judged and when the cluster was asked, in milliseconds since 1970; NaN: nobody tells. */
  readonly at: number;
  /** When that was, as the verdict says it. */
  readonly told: string;
  readonly isComplete: boolean;
}

/** A cluster file that a verdict has to be about. */
export interface VerifiedFile {
  /** `sha256:…` of its bytes. */
  readonly digest: string;
  /** @default not known: the digest alone binds */
  readonly clusterArn?: string | undefined;
  readonly clusterName?: string | undefined;
}

/** How old a verdict may be. */
export interface Freshness {
  /** Now, in milliseconds since 1970. */
  readonly now: number;
  readonly days: number;
}

/** Why a verdict does not let a step pass, and what to do. */
export interface StaleVerdict {
  readonly reason: string;
  readonly help: string;
}

const DAY = 24 * 60 * 60 * 1000;
const AGAIN = "verify again: eks-access verify FILE --format json > verified.json";

/** The verdicts in an output of `verify --format json`; undefined where a text is none. */
export function readVerdicts(text: string): VerifyVerdict[] | undefined {
  const output = fieldsIn(parsed(text));
  if (output.command !== "verify") return undefined;
  const clusters: readonly unknown[] = Array.isArray(output.clusters) ? output.clusters : [];
  return clusters.map((one) => {
    const cluster = fieldsIn(one);
    const times = [output.verified_at, ...(cluster.collected_at === undefined ? [] : [cluster.collected_at])].map(
      String,
    );
    const [told = ""] = times.sort((a, b) => Date.parse(a) - Date.parse(b));
    return {
      digest: String(cluster.digest),
      clusterName: String(cluster.cluster_name),
      clusterArn: String(cluster.cluster_arn),
      at: times.some((time) => Number.isNaN(Date.parse(time))) ? NaN : Date.parse(told),
      told,
      isComplete: cluster.complete === true && !hasRefusal(cluster.findings),
    };
  });
}

/** A verdict that was edited says "complete" beside what keeps its step from being complete. */
function hasRefusal(findings: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(findings) ? findings : [];
  return all.some((one) => !["warning", "note"].includes(String(fieldsIn(one).severity)));
}

/**
 * Why verdicts do not hold for a file: of another text or cluster, too old, not complete. Undefined where the newest that is of
 * its text and cluster holds.
 */
export function staleVerdict(
  verdicts: readonly VerifyVerdict[],
  { digest, clusterArn, clusterName }: VerifiedFile,
  { now, days }: Freshness,
): StaleVerdict | undefined {
  const newest = newestVerdict(verdicts, { digest, clusterArn });
  if (newest === undefined && verdicts.length === 0) return { reason: "no result of verify names it", help: AGAIN };
  if (newest === undefined) return stale(whyNotNamed(verdicts, { digest, clusterArn, clusterName }));
  const age = now - newest.at;
  const last = days === 1 ? "24 hours" : `${days} days`;
  if (!(age >= 0 && age <= days * DAY)) return stale(`is stale: it is of ${newest.told}, expected the last ${last}`);
  if (newest.isComplete) return undefined;
  return {
    reason: "the verdict says that the step is not complete",
    help: "apply the plan of the stage, and verify again",
  };
}

/** The newest verdict that is of a file's text and cluster. */
export function newestVerdict(
  verdicts: readonly VerifyVerdict[],
  { digest, clusterArn }: Pick<VerifiedFile, "digest" | "clusterArn">,
): VerifyVerdict | undefined {
  return verdicts
    .filter((one) => one.digest === digest && (clusterArn === undefined || one.clusterArn === clusterArn))
    .reduce<VerifyVerdict | undefined>(newer, undefined);
}

/** What is said of a text that is no output of `verify --format json`. */
export const NO_VERDICT: StaleVerdict = {
  reason: "the verdict is no output of eks-access verify --format json",
  help: AGAIN,
};

function newer(one: VerifyVerdict | undefined, other: VerifyVerdict): VerifyVerdict {
  return one === undefined || Number.isNaN(one.at) || other.at > one.at ? other : one;
}

function whyNotNamed(verdicts: readonly VerifyVerdict[], { digest, clusterArn, clusterName }: VerifiedFile): string {
  if (verdicts.some((one) => one.digest === digest)) return "is of another cluster, whose file has the same text";
  const isOther = verdicts.some((one) =>
    clusterArn === undefined
      ? clusterName !== undefined && one.clusterName === clusterName
      : one.clusterArn === clusterArn,
  );
  return isOther
    ? "is of another text of this file, or of a defaults.yaml of its folders, which was changed since"
    : "does not name this file";
}

function stale(what: string): StaleVerdict {
  return { reason: `the verdict ${what}`, help: AGAIN };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
