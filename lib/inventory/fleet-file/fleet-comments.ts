import { ringOf } from "../../fleet/ring";
import { requiredOf } from "../../fleet/organisation-rules";
import { type OfCluster, patternFor } from "../../fleet/principal-pattern";
import { type FleetSource, readFleetSource } from "./fleet-source";

/** What a `fleet.yaml` says of one cluster, as comments of YAML with their places; none where it says nothing. */
export function fleetComments(fleet: FleetSource, path: string, cluster: OfCluster): string[] {
  const { rules, lineOf } = readFleetSource(fleet);
  if (rules === undefined) return [`# ${fleet.file} is wrong: eks-access check says why`];
  const placed = ringOf(rules, path);
  const at = (...place: readonly (string | number)[]): string => `(${fleet.file}:${lineOf(place)})`;
  const all = rules.require?.principals ?? [];
  return [
    ...(placed === undefined
      ? []
      : [
          `# ring ${placed.ring.name}, ${placed.index + 1} of ${rules.rings?.length ?? 0} ${at("rings", placed.index)}`,
        ]),
    ...requiredOf(rules, path).map((one) => {
      const conditions = [one.type, one.policy].filter((each) => each !== undefined).map((each) => `, ${each}`);
      const place = at("require", "principals", all.indexOf(one));
      return `# requires ${patternFor(one.principal, cluster)}${conditions.join("")} ${place}`;
    }),
    ...(rules.admins === undefined
      ? []
      : [
          `# cluster admins only: ${rules.admins.only.map((one) => patternFor(one, cluster)).join(", ")} ${at("admins", "only")}`,
        ]),
  ];
}
