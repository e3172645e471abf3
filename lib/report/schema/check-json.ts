import { z } from "zod";
import { findingJson, header } from "./finding-json";

/** `eks-access check --format json` */
export const checkJson = z.strictObject({
  ...header("check"),
  refused: z.boolean().describe("Whether a finding refuses: exit code 1."),
  clusters: z
    .array(
      z.strictObject({
        cluster_name: z.string(),
        file: z.string(),
        stage: z.string().describe("Left out: the file has no migration.").exactOptional(),
      }),
    )
    .describe("The files without errors."),
  findings: z.array(findingJson).describe("By file and line."),
});

/** See {@link checkJson}. */
export type CheckJson = z.output<typeof checkJson>;
