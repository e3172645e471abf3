import { encodeAwsAuth } from "../../access/aws-auth/aws-auth-encode";
import { readSources } from "../../sources/read-sources";
import { decodeText } from "../../yaml/text-encoding";
import type { Unanswered } from "../unanswered";

/** A dump of the live ConfigMap, in bytes. */
interface Dump {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The data of the ConfigMap aws-auth of a dump of kubectl: what a plan does not show. */
export function liveAwsAuth({ name, content }: Dump): { readonly data: Readonly<Record<string, string>> } | Unanswered {
  const no = (problem: string): Unanswered => ({ problem: `${name}: ${problem}`, help: HELP, fault: "question" });
  const decoded = decodeText(content);
  if (!("text" in decoded)) return no("not UTF-8, expected text in UTF-8");
  const { live, findings } = readSources([{ name, text: decoded.text }]);
  const broken = findings.find(({ severity }) => severity === "error");
  if (broken !== undefined) return no(broken.message);
  const { awsAuth } = live;
  if (awsAuth === undefined || awsAuth === "absent") return no("no ConfigMap aws-auth in it, expected one");
  if (awsAuth.unreadable.length > 0) return no(`${awsAuth.unreadable.join(", ")} cannot be read`);
  return { data: { ...encodeAwsAuth(awsAuth) } };
}

const HELP = "`kubectl get configmap -n kube-system aws-auth -o yaml` prints what is expected";
