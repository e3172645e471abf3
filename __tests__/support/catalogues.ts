import { ACCESS_ENTRY_RULES } from "../../lib/access/access-entry-rules";
import { AWS_AUTH_RULES } from "../../lib/access/aws-auth-parse";
import type { Rule } from "../../lib/access/finding";
import { ROW_RULES } from "../../lib/access/row-state";

/** Every catalogue of codes in the project, by the title of its table in docs/rules.md. */
export const CATALOGUES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  "The text of aws-auth": AWS_AUTH_RULES,
  "Rows of aws-auth": ROW_RULES,
  "Access entries": ACCESS_ENTRY_RULES,
};
