/**
 * How a cluster authenticates IAM principals, in the order in which a cluster moves: one step at a time, never back.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html; DOMAIN §2.5
 */
export const AUTHENTICATION_MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"] as const;

/** One of {@link AUTHENTICATION_MODES}. */
export type AuthenticationMode = (typeof AUTHENTICATION_MODES)[number];

/** Whether the mode asks aws-auth. */
export function readsConfigMap(mode: AuthenticationMode): boolean {
  return mode !== "API";
}

/** Whether the mode asks access entries; where it does not, AWS refuses to create any. */
export function readsAccessEntries(mode: AuthenticationMode): boolean {
  return mode !== "CONFIG_MAP";
}

/** Whether EKS takes a cluster from one mode to the other in one plan: the same mode or the next (R35). */
export function isModeStep(from: AuthenticationMode, to: AuthenticationMode): boolean {
  const step = AUTHENTICATION_MODES.indexOf(to) - AUTHENTICATION_MODES.indexOf(from);
  return step === 0 || step === 1;
}
