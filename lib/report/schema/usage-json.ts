import { z } from "zod";
import { LOG_KINDS } from "../../usage/principal-usage";
import { header } from "./finding-json";

const moment = z.string().describe("ISO 8601 in UTC.");
const place = z.string().describe("`mapRoles[2]`.");
const count = z.int().min(0);

/** How much was read of logs. */
export const countsJson = z.strictObject({
  logins: count.describe("Lines of the authenticator that let somebody in."),
  requests: count.describe("Requests of IAM principals in the audit log, each once."),
  unread: count.describe("Lines that tell nothing about a principal."),
  torn: count.describe("Lines that are cut off, or in a shape that is not read: what they would tell is not known."),
  torn_files: count.describe("Files that end in the middle of their JSON: what follows is not known."),
});

/** What time logs cover. */
export const windowJson = z
  .strictObject({
    from: moment,
    to: moment,
    gaps: z
      .array(z.strictObject({ from: moment, to: moment, log: z.enum(LOG_KINDS).describe("The log with the gap.") }))
      .describe("Six hours and more without any line of one log; of `replay` those of the audit log alone."),
  })
  .describe("What time the log covers. Left out: no line of it can be read.")
  .exactOptional();

/** `eks-access usage --format json`, and what `--output` writes; `explain --usage` and `check --usage` read it. */
export const usageJson = z.strictObject({
  ...header("usage"),
  cluster_name: z.string(),
  file: z.string(),
  stage: z.string().describe("Where the file stands: rows and entries are those of this stage."),
  file_versions: z
    .int()
    .describe(
      "Commits of the cluster file that were asked whether the row or the entry served: those of the log's time, and the one before.",
    ),
  counts: countsJson,
  window: windowJson,
  principals: z.array(
    z.strictObject({
      arn: z.string().describe("A role without its path."),
      through: z.array(z.string()).describe("`mapRoles[2]`, `access entry admin`, `mapRoles[2] or its entry`."),
      by_row: z.boolean().describe("Whether a row may have served it."),
      logins: count,
      requests: count,
      first: moment.exactOptional(),
      last: moment.describe("Left out: it was only refused.").exactOptional(),
      sessions: z.array(z.string()).describe("Names of its sessions, at most 100."),
      user_ids: z
        .array(z.strictObject({ id: z.string(), last: moment }))
        .describe("Internal IDs: two are a role or user that was made anew."),
      refusals: z.array(z.strictObject({ why: z.string(), count, last: moment })),
    }),
  ),
  rows: z.array(
    z.strictObject({
      place,
      principal: z.string(),
      last: moment.describe("Left out: nobody used it in this time.").exactOptional(),
      or_entry: z.boolean().describe("Whether the log cannot tell the row from the entry of the same principal."),
    }),
  ),
  by_account: z
    .array(
      z.strictObject({ arn: z.string(), key: z.string().describe("The key that an entry would have."), last: moment }),
    )
    .describe("Who came in by mapAccounts and has no entry."),
  made_anew: z.array(z.string()).describe("ARNs with two internal IDs."),
});
