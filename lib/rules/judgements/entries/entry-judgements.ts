import { validateAccessEntries } from "../../../access/access-entry/access-entry-validation";
import { PARTITIONS } from "../../../access/principal/arn";
import type { Finding } from "../../../finding/finding";
import type { ComparedCluster } from "../../compared/compared-cluster";
import { type WrittenEntry, writtenEntries } from "../../compared/written-entries";
import type { Seen } from "../judgement";

/** What EKS or the provider would say to what a plan makes of entries; what is live already was accepted once. */
export function entryProblems(compared: ComparedCluster, isMeant: (finding: Finding) => boolean): Seen[] {
  return writtenEntries(compared).flatMap((touched) => {
    const live = touched.before === undefined ? [] : problemsOf(compared, touched, touched.before);
    const isLive = ({ code, message }: Finding): boolean =>
      live.some((one) => one.code === code && one.message === message);
    return problemsOf(compared, touched, touched.entry)
      .filter((finding) => isMeant(finding) && !isLive(finding))
      .map((finding) => seen(touched, finding));
  });
}

function problemsOf(
  { cluster: { accountId, partition } }: ComparedCluster,
  { address }: WrittenEntry,
  entry: WrittenEntry["entry"],
): Finding[] {
  const known = PARTITIONS.find((each) => each === partition);
  return validateAccessEntries(
    { [address]: entry },
    { ...(accountId === undefined ? {} : { accountId }), ...(known === undefined ? {} : { partition: known }) },
  );
}

function seen({ address, entry }: WrittenEntry, { path, message, help }: Finding): Seen {
  const attribute = path.slice(`access_entries.${address}.`.length);
  return {
    address,
    principal: entry.principalArn,
    message: attribute === "" ? message : `${attribute}: ${message}`,
    ...(help === undefined ? {} : { help }),
  };
}
