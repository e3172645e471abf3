import { z } from "zod";
import { SEVERITIES } from "../../finding/severity";

/** One finding in a JSON output. */
export const findingJson = z.strictObject({
  code: z.string().describe("Stable; docs/rules.md lists them all."),
  severity: z.enum(SEVERITIES).describe("How much it weighs."),
  file: z.string().describe("The file that was read, as it was named; `standard input`."),
  line: z.int().min(1).describe("Counted from 1. Left out: the file as a whole.").exactOptional(),
  column: z.int().min(1).describe("Counted from 1.").exactOptional(),
  path: z.string().describe("Where in the file's data: `access_entries.admin.type`; empty: as a whole."),
  message: z.string().describe("What is wrong, what was expected, what was found."),
  help: z.string().describe("What to do about it.").exactOptional(),
  principal: z.string().describe("ARN of whom it is about.").exactOptional(),
  accepted: z
    .strictObject({ reason: z.string(), until: z.string().describe("Last day on which it holds.") })
    .describe("The file accepts it: it refuses nothing.")
    .exactOptional(),
});

/** See {@link findingJson}. */
export type FindingJson = z.output<typeof findingJson>;

/** What every JSON output begins with. */
export function header<Command extends string>(command: Command) {
  return {
    format_version: z.literal("1.0").describe("The first number changes when a reader has to."),
    command: z.literal(command),
  };
}
