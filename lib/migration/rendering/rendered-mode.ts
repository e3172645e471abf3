import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import type { AccessDefinition } from "../definition";
import { STAGE_FACTS } from "../stage";

/** The mode of a stage; without a migration, or at a stage that sets none, that of the file. */
export function renderedMode({ migration, authenticationMode }: AccessDefinition): AuthenticationMode {
  return (migration && STAGE_FACTS[migration.stage].mode) ?? authenticationMode ?? "API_AND_CONFIG_MAP";
}
