import { ACCESS_ENTRY_RULES } from "../../lib/access/access-entry/access-entry-rules";
import { AWS_AUTH_RULES } from "../../lib/access/aws-auth/aws-auth-parse";
import type { Rule } from "../../lib/finding/finding";
import { ROW_RULES } from "../../lib/access/aws-auth/row-state";
import { DEFINITION_RULES } from "../../lib/inventory/finding/definition-rules";
import { IMPORT_RULES } from "../../lib/import/import-rules";
import { OVERLAY_RULES } from "../../lib/overlay/overlay-rules";
import { INVENTORY_RULES } from "../../lib/inventory/finding/inventory-rules";
import { LIVE_RULES } from "../../lib/live/live-rules";
import { ACCEPTANCE_RULES } from "../../lib/migration/acceptance";
import { GUARD_ACCEPTANCE_RULES } from "../../lib/migration/gate/gate-acceptance";
import { TEXT_RULES } from "../../lib/migration/gate/gate-text";
import { ADMIN_RULES } from "../../lib/migration/gate/gate-admin";
import { ADOPTION_RULES } from "../../lib/migration/gate/gate-adopt";
import { COVERAGE_RULES } from "../../lib/migration/gate/gate-coverage";
import { GAP_RULES } from "../../lib/migration/gate/gate-gap";
import { SHAPE_RULES } from "../../lib/migration/gate/gate-shape";
import { GUARD_RULES } from "../../lib/migration/guard/guards";
import { REVIEW_RULES } from "../../lib/rules/judgements";
import { TRANSLATION_RULES } from "../../lib/migration/translation/translation";

/** Every catalogue of codes in the project, by the title of its table in docs/rules.md. */
export const CATALOGUES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  "Cluster files": INVENTORY_RULES,
  "The text of aws-auth": AWS_AUTH_RULES,
  "Rows of aws-auth": ROW_RULES,
  "Access entries": ACCESS_ENTRY_RULES,
  "Rows that become entries": TRANSLATION_RULES,
  "The stage and its sections": SHAPE_RULES,
  "Adoption of a state": ADOPTION_RULES,
  "Entries against rows": COVERAGE_RULES,
  Admins: ADMIN_RULES,
  "The gap": GAP_RULES,
  Acceptances: { ...ACCEPTANCE_RULES, ...GUARD_ACCEPTANCE_RULES },
  "Characters of names": TEXT_RULES,
  "What is imported": IMPORT_RULES,
  "Root modules under an overlay": OVERLAY_RULES,
  Constructs: DEFINITION_RULES,
  "The live cluster": GUARD_RULES,
  "Live data of check": LIVE_RULES,
  Plans: REVIEW_RULES,
};
