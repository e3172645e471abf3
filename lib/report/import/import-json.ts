import type { FileFinding } from "../../inventory/file-findings";
import { isRefused } from "../../migration/gate/refusal";
import type { Stage } from "../../migration/stage";
import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";
import type { ImportJson } from "../schema/import-json";

/** What an import came to. */
export interface ImportReport {
  /** @default nothing was written */
  readonly file?: string;
  /** @default refused */
  readonly text?: string;
  /** @default none: mode API */
  readonly stage?: Stage;
  readonly added: readonly string[];
  readonly findings: readonly FileFinding[];
}

/** `eks-access import --format json`; its schema is docs/schemas/import.schema.json. */
export function importJsonText({ findings, added, ...rest }: ImportReport): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "import",
    refused: isRefused(findings),
    ...rest,
    added: [...added],
    findings: findings.map(jsonFinding),
  } satisfies ImportJson);
}
