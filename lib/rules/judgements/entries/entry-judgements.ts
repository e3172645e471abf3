import { validateAccessEntries } from "../../../access/access-entry-validation";
import { PARTITIONS } from "../../../access/arn";
import type { Finding } from "../../../access/finding";
import type { Seen } from "../judgement";
import { type Subject, type TouchedEntry, touchedEntries } from "../../compared/subject";

/** What EKS or the provider would say to what a plan makes of entries; what is live already was accepted once. */
export function entryProblems(subject: Subject, isMeant: (code: string) => boolean): Seen[] {
  return touchedEntries(subject).flatMap((touched) => {
    const live = touched.before === undefined ? [] : problemsOf(subject, touched, touched.before);
    const isLive = ({ code, message }: Finding): boolean =>
      live.some((one) => one.code === code && one.message === message);
    return problemsOf(subject, touched, touched.entry)
      .filter((finding) => isMeant(finding.code) && !isLive(finding))
      .map((finding) => seen(touched, finding));
  });
}

function problemsOf(
  { cluster: { accountId, partition } }: Subject,
  { address }: TouchedEntry,
  entry: TouchedEntry["entry"],
): Finding[] {
  const known = PARTITIONS.find((each) => each === partition);
  return validateAccessEntries(
    { [address]: entry },
    { ...(accountId === undefined ? {} : { accountId }), ...(known === undefined ? {} : { partition: known }) },
  );
}

function seen({ address, entry }: TouchedEntry, { path, message, help }: Finding): Seen {
  const attribute = path.slice(`access_entries.${address}.`.length);
  return {
    address,
    principal: entry.principalArn,
    message: attribute === "" ? message : `${attribute}: ${message}`,
    ...(help === undefined ? {} : { help }),
  };
}
