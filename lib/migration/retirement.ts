import type { AccessDefinition } from "./definition";

/** Whether somebody else writes the rows. */
export function isForeign({ awsAuth }: AccessDefinition): boolean {
  return awsAuth?.manageAwsAuthConfigmap === false;
}

/** Whether `retire` leaves the rows alive: as the file says, and always where they are somebody else's. */
export function forgets(definition: AccessDefinition): boolean {
  return definition.migration?.retire === "forget" || (isForeign(definition) && definition.migration !== undefined);
}
