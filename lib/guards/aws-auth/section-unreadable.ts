import { literal } from "../../eks/address/literal";
import type { AccessDefinition } from "../../migration/definition";
import { printedSentence } from "../../migration/guard/guard";
import { unreadableSections } from "../../migration/guard/aws-auth/section-unreadable";
import { listed, type Postcondition, refuseAny } from "../expression";
import { LIVE } from "../live";

/** Every section of the live ConfigMap can be read: else nobody knows whom it serves. */
export function sectionUnreadable({ clusterName }: AccessDefinition): Postcondition {
  const told = { cluster: literal(clusterName), sections: listed(LIVE.unreadable) };
  return refuseAny(LIVE.unreadable, printedSentence("section-unreadable", unreadableSections(told)));
}
