import type { AwsAuthCase } from "./aws-auth-cases";
import type { MapQuestion } from "./authenticator";
import { Random } from "../laws/random";

/** Callers that no generated ConfigMap names. */
const STRANGERS = ["arn:aws:iam::999900001111:role/Stranger", "arn:aws:iam::999900001111:user/stranger", ""];
const STRANGE_ACCOUNTS = ["999900001111", "11122223333", ""];

/**
 * What to ask about a ConfigMap: the ARNs that its text mentions, in their own case and in others, without and with a
 * path, as the role of a session; the account IDs that it mentions; and strangers.
 */
export function probesOf({ data }: AwsAuthCase, seed: number): MapQuestion {
  const random = new Random(seed);
  const text = Object.values(data).join("\n");
  const named = [...new Set(text.match(/arn:[\w-]+:(?:iam|sts)::\d*:[\w/.@+=-]+/g) ?? [])];
  const arns = named.flatMap((arn) => variants(arn).filter((_, i) => i < 2 || random.chance(0.5)));
  const accounts = [...new Set(text.match(/\d{3,12}/g) ?? [])].slice(0, 8);
  return { data, arns: [...new Set([...arns, ...STRANGERS])], accounts: [...accounts, ...STRANGE_ACCOUNTS] };
}

function variants(arn: string): string[] {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const kind = arn.replace(/\/.*/, "");
  return [
    arn,
    arn.toUpperCase(),
    arn.toLowerCase(),
    `${kind}/${name}`,
    `${kind}/some/path/${name}`,
    arn.replace(/:sts:(.*):assumed-role\/([^/]*)\/.*/, ":iam:$1:role/$2"),
    `${arn}x`,
  ];
}
