import { AWS_AUTH_RULES } from "../../access/aws-auth/aws-auth-rules";
import type { Rule } from "../../finding/finding";
import { OVERLAY_RULES } from "../../overlay/overlay-rules";
import { IMPORT_RULES } from "../../import/import-rules";
import { DEFINITION_RULES } from "../../inventory/finding/definition-rules";
import { INVENTORY_RULES } from "../../inventory/finding/inventory-rules";
import { LIVE_RULES } from "../../live/live-rules";
import { GATE_RULES } from "../../migration/gate/gate";

/** Every code that `check` can find. */
export const CHECK_RULES: Readonly<Record<string, Rule>> = {
  ...INVENTORY_RULES,
  ...DEFINITION_RULES,
  ...AWS_AUTH_RULES,
  ...GATE_RULES,
  ...IMPORT_RULES,
  ...OVERLAY_RULES,
  ...LIVE_RULES,
};
