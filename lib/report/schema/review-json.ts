import { z } from "zod";
import { SEVERITIES } from "../../finding/severity";
import { EFFECTS } from "../../rules/review/review";
import { VERDICTS } from "../../rules/review/verdict";
import { header } from "./finding-json";

const verdict = z.enum(VERDICTS).describe("The worst that a finding says; `danger` is worst.");

const finding = z.strictObject({
  code: z.string().describe("Stable; docs/rules.md has a section for it."),
  severity: z.enum(SEVERITIES).describe("How much it weighs."),
  unknown: z.boolean().describe("Whether the plan does not tell what would decide."),
  rule: z.string().describe("The rule of the specification, `R38`, or `-`."),
  address: z.string().describe("Terraform address; empty: the plan as a whole."),
  message: z.string().describe("What the plan does, in one line."),
  why: z.string().describe("Why it matters."),
  help: z.string().describe("What to do about it.").exactOptional(),
  principal: z.string().describe("ARN of whom it is about.").exactOptional(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
  place: z
    .strictObject({ file: z.string(), line: z.int().min(1).exactOptional(), column: z.int().min(1).exactOptional() })
    .describe("In the cluster file, where there is one.")
    .exactOptional(),
  accepted: z
    .strictObject({ reason: z.string(), until: z.string().describe("Last day on which it holds.") })
    .describe("The file accepts it: it does not count.")
    .exactOptional(),
});

const person = z.strictObject({
  principal: z.string().describe("ARN."),
  name: z.string(),
  effect: z.enum(EFFECTS).describe("What becomes of the access; `moves`: the same rights in another way."),
  before: z.string(),
  after: z.string(),
});

/** `eks-access review --format json` */
export const reviewJson = z.strictObject({
  ...header("review"),
  verdict,
  exit_code: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .describe("2: one of several plans could not be read; those that could stand here."),
  plans: z.array(
    z.strictObject({
      source: z.string().describe("The plan, as it was named."),
      verdict,
      to_add: z.int().min(0),
      to_change: z.int().min(0),
      to_destroy: z.int().min(0),
      findings: z.array(finding).describe("About the plan as a whole."),
      clusters: z.array(
        z.strictObject({
          cluster: z.string(),
          verdict,
          summary: z.string().describe("One sentence: what the plan does to access."),
          people: z.array(person),
          findings: z.array(finding),
        }),
      ),
      other_changes: z.array(z.strictObject({ address: z.string(), action: z.string() })),
    }),
  ),
});

/** See {@link reviewJson}. */
export type ReviewJson = z.output<typeof reviewJson>;

/** One finding of {@link reviewJson}. */
export type ReviewFindingJson = z.output<typeof finding>;
