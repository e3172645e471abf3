import { FILE_EXAMPLES, FOLDER_EXAMPLES } from "./file-examples";
import { COVERAGE_EXAMPLES, GATE_EXAMPLES } from "./gate-examples";
import { ENTRY_EXAMPLES } from "./entry-examples";
import { FLEET_EXAMPLES } from "./fleet-examples";
import {
  AWS_AUTH_EXAMPLES,
  IMPORT_EXAMPLES,
  STATE_EXAMPLES,
  TRANSLATED_EXAMPLES,
  UPDATE_EXAMPLES,
} from "./import-examples";
import { DUMP_EXAMPLES, GUARD_EXAMPLES, VERIFY_EXAMPLES } from "./live-examples";
import { OVERLAY_EXAMPLES } from "./overlay-examples";
import { REVIEW_EXAMPLES } from "./review-examples";
import type { RuleExamples } from "./rule-example";
import { PROPS_EXAMPLES, TERRAFORM_EXAMPLES } from "./tried-examples";
import { USAGE_EXAMPLES } from "./usage-examples";
import { STACK_EXAMPLES } from "./stack-examples";
import { ROW_EXAMPLES, TRANSLATION_EXAMPLES } from "./translation-examples";

/** An example of every code; where several rooms have one, that of the first. */
export const RULE_EXAMPLES: RuleExamples = {
  ...REVIEW_EXAMPLES,
  ...VERIFY_EXAMPLES,
  ...OVERLAY_EXAMPLES,
  ...UPDATE_EXAMPLES,
  ...STATE_EXAMPLES,
  ...IMPORT_EXAMPLES,
  ...DUMP_EXAMPLES,
  ...GUARD_EXAMPLES,
  ...COVERAGE_EXAMPLES,
  ...GATE_EXAMPLES,
  ...TRANSLATED_EXAMPLES,
  ...TRANSLATION_EXAMPLES,
  ...ENTRY_EXAMPLES,
  ...ROW_EXAMPLES,
  ...AWS_AUTH_EXAMPLES,
  ...STACK_EXAMPLES,
  ...FOLDER_EXAMPLES,
  ...FLEET_EXAMPLES,
  ...FILE_EXAMPLES,
  ...USAGE_EXAMPLES,
  ...PROPS_EXAMPLES,
  ...TERRAFORM_EXAMPLES,
};
