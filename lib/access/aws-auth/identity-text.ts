import { shortenArn } from "../../finding/shorten";
import { yamlencode } from "./yamlencode";

/** Why a text cannot stand for an identity, and what to write instead. */
export interface IdentityTextProblem {
  /** What is wrong, what was expected, what was found. */
  readonly message: string;
  readonly help: string;
}

/** Of these letters nothing is joined or dropped on the way: most texts have no others. */
const ASCII = /^[\t\n\r\x20-\x7e]*$/;
const SURROGATE = /\p{Surrogate}/u;
/** Tabs and line breaks come from block scalars by accident, and are carried. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/**
 * Why a username, group or ARN would not be the same text on its way through Terraform, the text of aws-auth and the
 * authenticator; undefined where it stays as it is. Terraform writes every text in Unicode's composed form (NFC), that of
 * a whole section too, where a combining mark may meet the last letter of an escape.
 * @see https://github.com/zclconf/go-cty/blob/main/docs/types.md#string-types
 */
export function identityTextProblem(text: string): IdentityTextProblem | undefined {
  if (ASCII.test(text)) return undefined;
  if (SURROGATE.test(text)) {
    const help = "one such text makes the authenticator drop the whole section: write the character itself";
    return problem(text, "half of a character (a lone surrogate)", help);
  }
  if (CONTROL.test(text)) {
    return problem(text, "a control character", "no name of a person or group has one: delete it");
  }
  if (text.startsWith("\ufeff")) {
    return problem(text, "a byte order mark at the start", "Terraform drops it, which leaves another name: delete it");
  }
  if (text !== text.normalize("NFC")) {
    const help = `Terraform writes the composed form (NFC), another name to Kubernetes: write \`${shortenArn(text.normalize("NFC"))}\``;
    return problem(text, "a letter in decomposed form", help);
  }
  if (isComposedByHalves(text)) {
    const help =
      "Terraform would join the mark with another letter, and write another name to Kubernetes: delete the mark";
    return problem(text, "a combining mark beside a character beyond U+FFFF", help);
  }
  const encoded = yamlencode(text);
  if (encoded === encoded.normalize("NFC")) return undefined;
  const help = "Terraform would join the mark with the escape, and the authenticator drop the whole section: delete it";
  return problem(text, "a combining mark after a character that YAML writes as an escape", help);
}

/** A character, and the marks that follow it. */
const WITH_MARKS = /(\P{M})(\p{M}+)/gu;
const BEYOND = /[\u{10000}-\u{10ffff}]/u;

/**
 * Whether a mark meets a character, one of them beyond U+FFFF, whose lower 16 bits have a composed form. Go, in which Terraform is
 * written, looks compositions up by the lower 16 bits of both: it makes U+30075 U+0301 the letter U+00FA.
 * @see https://pkg.go.dev/golang.org/x/text/unicode/norm
 */
function isComposedByHalves(text: string): boolean {
  if (!BEYOND.test(text)) return false;
  return [...text.matchAll(WITH_MARKS)].some(([, first = "", marks = ""]) =>
    Array.from(marks).some(
      (mark) => BEYOND.test(`${first}${mark}`) && `${lowerHalf(first)}${lowerHalf(mark)}`.normalize("NFC").length === 1,
    ),
  );
}

function lowerHalf(character: string): string {
  return String.fromCharCode((character.codePointAt(0) ?? 0) & 0xffff);
}

function problem(text: string, found: string, help: string): IdentityTextProblem {
  const message = `${found} in a name, expected text that reaches the cluster as it is, got \`${shortenArn(text)}\``;
  return { message, help };
}
