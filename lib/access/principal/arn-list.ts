import { type IamArn, parseArn } from "./arn";

/** The ARNs of a list of texts, in its order. What is no ARN is left out: whoever reads the list says so at its place. */
export function arnsOf(texts: readonly string[]): IamArn[] {
  return texts.flatMap((text) => {
    const parsed = parseArn(text);
    return "arn" in parsed ? [parsed.arn] : [];
  });
}
