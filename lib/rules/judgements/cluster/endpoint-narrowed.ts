import { acceptItem } from "../../../finding/accept-item";
import { listOf, recordOf } from "../../../plan/reading/plan-shape";
import type { PlannedChange } from "../../../plan/objects/planned-change";
import { isCovered } from "../../compared/address-block";
import type { Judgement, Seen } from "../judgement";

/** The API of the cluster is no longer reached from where it was. */
export const endpointNarrowed: Judgement = {
  code: "endpoint-narrowed",
  rule: {
    why: "whoever calls the API from there, people, pipelines and nodes, cannot connect any more, whatever access entries say",
    help: `make sure that everybody reaches the endpoint that is left, this runner too; then ${acceptItem("endpoint-narrowed")}`,
  },
  judge({ cluster: { change } }) {
    if (change?.action !== "update") return [];
    const [before, after] = [networkOf(change.before), networkOf(change.after)];
    return [...closed(change, before, after), ...rangesGone(change, before, after), ...untold(change)];
  },
};

interface Network {
  readonly isPublic: boolean;
  readonly isPrivate: boolean;
  readonly ranges: readonly string[];
}

/** An endpoint that is not told keeps what it was. */
function networkOf(values: PlannedChange["before"]): Network {
  const config = recordOf(listOf(values?.vpc_config)[0]);
  return {
    isPublic: config.endpoint_public_access !== false,
    isPrivate: config.endpoint_private_access !== false,
    ranges: listOf(config.public_access_cidrs).filter((range) => typeof range === "string"),
  };
}

function closed({ address }: PlannedChange, before: Network, after: Network): Seen[] {
  const ends = [
    ...(before.isPublic && !after.isPublic ? ["public"] : []),
    ...(before.isPrivate && !after.isPrivate ? ["private"] : []),
  ];
  return ends.map((end) => ({
    address,
    message: `the ${end} endpoint of the API is closed`,
    before: "open",
    after: "closed",
  }));
}

const REACH = ["endpoint_public_access", "endpoint_private_access", "public_access_cidrs"] as const;

/** Arguments of the endpoint that are known after apply only. */
function untold({ address, afterUnknown }: PlannedChange): Seen[] {
  const open = REACH.filter((name) => afterUnknown.some((path) => UNTOLD.exec(path)?.[1] === name));
  if (open.length === 0) return [];
  const names = open.map((name) => `\`${name}\``).join(", ");
  return [{ address, message: `from where the API is reached is known after apply: ${names}`, isUnknown: true }];
}

const UNTOLD = /^vpc_config\[0\]\.(\w+)/;

function rangesGone({ address }: PlannedChange, before: Network, after: Network): Seen[] {
  if (!before.isPublic || !after.isPublic || before.ranges.length === 0 || after.ranges.length === 0) return [];
  const gone = before.ranges.filter((range) => !isCovered(range, after.ranges));
  if (gone.length === 0) return [];
  const message = `the public endpoint of the API is no longer open to all of ${gone.map((range) => `\`${range}\``).join(", ")}`;
  return [{ address, message, before: before.ranges.join(", "), after: after.ranges.join(", ") }];
}
