import { z } from "zod";
import { checkJson } from "./check-json";
import { collectJson } from "./collect-json";
import { explainJson } from "./explain-json";
import { importJson } from "./import-json";
import { replayJson } from "./replay-json";
import { reviewJson } from "./review-json";
import { ringJson } from "./ring-json";
import { statusJson } from "./status-json";
import { stepJson } from "./step-json";
import { usageJson } from "./usage-json";
import { verifyJson } from "./verify-json";

/** What each command prints with `--format json`. */
const OUTPUTS = {
  import: importJson,
  check: checkJson,
  explain: explainJson,
  advance: stepJson("advance"),
  "advance-ring": ringJson,
  back: stepJson("back"),
  review: reviewJson,
  verify: verifyJson,
  usage: usageJson,
  replay: replayJson,
  collect: collectJson,
  status: statusJson,
} as const;

/** The JSON Schemas of docs/schemas, by command; `npm run schema` writes them. */
export function outputSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(OUTPUTS).map(([command, schema]) => [command, schemaText(command, schema)]));
}

function schemaText(command: string, output: z.ZodType): string {
  const format = command === "collect" ? "" : " --format json";
  const title = `Output of eks-access ${command.replace("-", " --")}${format}`;
  const schema = z.toJSONSchema(output, { target: "draft-2020-12" });
  return `${JSON.stringify({ title, ...schema }, undefined, 2)}\n`;
}
