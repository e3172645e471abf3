import { z } from "zod";
import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import { SECTIONS } from "../../access/aws-auth/aws-auth";
import { CHANGE_KINDS } from "../../migration/explanation/access-change";
import { ANSWERS } from "../../migration/explanation/request-answer";
import { STAGES } from "../../migration/stage";
import { findingJson, header } from "./finding-json";

const through = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("row"),
    section: z.enum(SECTIONS),
    index: z.int().min(0).describe("Position in the section, from 0."),
  }),
  z.strictObject({ by: z.literal("entry"), key: z.string().describe("Key in `access_entries`.") }),
  z.strictObject({ by: z.literal("eks"), principal: z.string().describe("For whom EKS makes an entry by itself.") }),
]);

const access = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("access"),
    through,
    username: z.string().describe("With its placeholders; empty where a row gives none."),
    groups: z.array(z.string()),
    policies: z.array(
      z.strictObject({
        name: z.string(),
        namespaces: z.array(z.string()).describe("Left out: the whole cluster.").exactOptional(),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal("none") }).describe("Nobody lets it in."),
  z.strictObject({ kind: z.literal("unknown") }).describe('The file does not tell: not to be read as "no access".'),
]);

const changes = z
  .array(z.strictObject({ kind: z.enum(CHANGE_KINDS), words: z.string() }))
  .describe("What is another thing than at the step before.");

const subject = {
  arn: z
    .string()
    .describe("With its path where the file tells it. Left out: everybody else of the account.")
    .exactOptional(),
  account: z.string().describe("12 digits."),
};

const answer = z
  .strictObject({ verdict: z.enum(ANSWERS), why: z.string() })
  .describe("Whether it may make the request; with a question alone.");

const principal = z.strictObject({
  ...subject,
  named: z.boolean().describe("Whether the file names it."),
  last_seen: z
    .string()
    .describe("With --usage: when it came in last, ISO 8601 in UTC. Left out: not in the log.")
    .exactOptional(),
  steps: z.array(
    z.strictObject({
      step: z.string(),
      access,
      reason: z.string().describe("Why it has just that."),
      changes,
      answer: answer.exactOptional(),
    }),
  ),
});

const step = z.strictObject({
  name: z.string().describe("`dual`, `entries:2`, `as declared`."),
  stage: z.enum(STAGES).describe("Left out: the file has no migration.").exactOptional(),
  wave: z.int().min(1).exactOptional(),
  mode: z.enum(AUTHENTICATION_MODES),
  current: z.boolean().describe("Whether the file stands here."),
});

const cluster = z.strictObject({
  cluster_name: z.string(),
  file: z.string(),
  steps: z.array(step).describe("Every stage, and every wave of `entries`."),
  principals: z.array(principal),
  notes: z.array(z.string()).describe("What no step shows."),
  findings: z.array(findingJson).describe("Rows that are dead, shadowed, ambiguous or without username."),
});

const difference = z.strictObject({
  from: z.string(),
  to: z.string(),
  principals: z.array(z.strictObject({ ...subject, before: access, after: access, changes })),
});

/** `eks-access explain --format json` */
export const explainJson = z.strictObject({
  ...header("explain"),
  question: z.string().describe("The request of --can, as it was understood.").exactOptional(),
  clusters: z.array(cluster).describe("Empty with --diff."),
  differences: z.array(difference).describe("With --diff alone.").exactOptional(),
});

/** See {@link explainJson}. */
export type ExplainJson = z.output<typeof explainJson>;
