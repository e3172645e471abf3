import { z } from "zod";
import { STAGES } from "../../migration/stage";
import { findingJson, header } from "./finding-json";

/** `eks-access import --format json` */
export const importJson = z.strictObject({
  ...header("import"),
  refused: z.boolean().describe("Whether a finding refuses: exit code 1."),
  file: z.string().describe("The file that was written. Left out: none was.").exactOptional(),
  text: z
    .string()
    .describe("The cluster file. Left out: the sources are refused, or nobody can tell what they say.")
    .exactOptional(),
  stage: z.enum(STAGES).describe("Left out: the cluster has arrived in mode API.").exactOptional(),
  added: z.array(z.string()).describe("What --update added, as `path: value`."),
  findings: z.array(findingJson).describe("About the sources, then about the file."),
});

/** See {@link importJson}. */
export type ImportJson = z.output<typeof importJson>;
