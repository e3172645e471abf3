import { z } from "zod";
import { STAGES } from "../../migration/stage";
import { findingJson, header } from "./finding-json";
import { stepPlace } from "./step-json";

const NEXT_KINDS = ["mend", "verify", "wait", "advance", "finish", "nothing"] as const;

const VERIFIED_STATES = ["complete", "not complete", "stale", "none"] as const;

const ring = z.strictObject({
  name: z.string().describe("Left out: clusters that are in no ring.").exactOptional(),
  clusters: z.int().min(0),
  stages: z
    .record(z.string(), z.int().min(1))
    .describe("How many clusters are where: a stage, `finished`, `no migration`, `unreadable`."),
  blocked: z.int().min(0),
  ahead: z.int().min(0).describe("At a stage that their ring would not let them take."),
  verified: z.int().min(0).describe("Of which a fresh result of `verify` says that the step is complete."),
  on_rows: z.int().min(0).describe("Principals that still come in by a row, cluster by cluster."),
  may_advance: z.int().min(0),
});

const cluster = z.strictObject({
  path: z.string().describe("In the fleet: `prod/shop`."),
  file: z.string(),
  cluster_name: z.string().describe("Left out: the file does not say it.").exactOptional(),
  account_id: z.string().exactOptional(),
  region: z.string().exactOptional(),
  owner: z.string().exactOptional(),
  ring: z.string().exactOptional(),
  at: stepPlace.describe("Left out: no migration, or a file with errors.").exactOptional(),
  finished: z.boolean().describe("Whether its migration is over: mode API, and no `migration` in the file."),
  blockers: z.array(findingJson).describe("What refuses its stage and nobody accepted; errors of its file."),
  ahead: findingJson
    .describe("`ring-ahead`: its ring would not let it take its stage. Left out: it would.")
    .exactOptional(),
  on_rows: z.array(
    z.strictObject({
      arn: z.string().describe("Left out: everybody else of a mapped account.").exactOptional(),
      name: z.string(),
      row: z.string().describe("`mapRoles[2]`"),
    }),
  ),
  verified: z.strictObject({
    state: z.enum(VERIFIED_STATES),
    at: z.string().describe("ISO 8601, as the result says it.").exactOptional(),
  }),
  next: z.strictObject({
    kind: z.enum(NEXT_KINDS),
    words: z.string(),
    command: z.string().exactOptional(),
    stage: z.enum(STAGES).describe("Where `advance` leads.").exactOptional(),
  }),
});

/** `eks-access status --format json` */
export const statusJson = z.strictObject({
  ...header("status"),
  today: z.string().describe("`2026-11-22`: decides which acceptances have expired."),
  rings: z.array(ring),
  clusters: z.array(cluster).describe("By their paths."),
  findings: z
    .array(findingJson)
    .describe("Of the fleet as a whole: its fleet.yaml, files that cannot be read, names that two files share."),
});

/** See {@link statusJson}. */
export type StatusJson = z.output<typeof statusJson>;
