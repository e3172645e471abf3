import fc from "fast-check";
import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { identityTextProblem } from "../../../lib/access/aws-auth/identity-text";
import { role } from "../../support/definitions/arns";
import { anyText } from "../../support/laws/any-text";
import { runs } from "../../support/laws/law-runs";

const MARKS = ["\u0301", "\u0307", "\u0308", "\u0327", "\u0338"];
const TEXT = fc
  .array(
    fc.oneof(
      anyText({ maxLength: 3 }),
      fc.constantFrom("\ud800", "\udfff", "\0", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\u{1f60e}", "\t", "\n"),
      fc.constantFrom(...MARKS, "e", "n", "K\u0327", "\u212b"),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));

/** What Terraform makes of a text, whether it writes it as it is or in a whole section. */
function throughTerraform(text: string): string {
  return text.replace(/^\ufeff/, "").normalize("NFC");
}

describe("identityTextProblem", () => {
  test.each([
    ["half of a pair", "a\ud83d", "half of a character (a lone surrogate)"],
    ["the other half", "\ude0e", "half of a character (a lone surrogate)"],
    ["halves in the wrong order", "\ude0e\ud83d", "half of a character (a lone surrogate)"],
    ["NUL", "a\0", "a control character"],
    ["escape", "a\u001b[2J", "a control character"],
    ["DEL", "a\u007f", "a control character"],
    ["a C1 control", "a\u009b", "a control character"],
    ["a byte order mark at the start", "\ufeffa", "a byte order mark at the start"],
    ["a decomposed letter", "cafe\u0301", "a letter in decomposed form"],
    ["a letter of another form", "\u212bngstr\u00f6m", "a letter in decomposed form"],
    [
      "a mark after a character whose half is a letter",
      "\u{30075}\u0301",
      "a combining mark beside a character beyond",
    ],
    ["the same behind another mark", "\u{30075}\u0316\u0301", "a combining mark beside a character beyond"],
    ["a mark after an emoji", "\u{1f60e}\u0301", "a combining mark after a character that YAML writes"],
    ["a mark after a tab", "a\t\u0308", "a combining mark after a character that YAML writes"],
    ["a mark after a line separator", "a\u2028\u0301", "a combining mark after a character that YAML writes"],
  ])("refuses %s, and writes it out", (_, text, found) => {
    const { message = "", help = "" } = identityTextProblem(text) ?? {};
    expect(message.startsWith(found)).toBe(true);
    expect(message).toContain(", expected text that reaches the cluster as it is, got `");
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(help).not.toBe("");
  });

  test.each([
    ["an emoji", "\u{1f60e}"],
    ["a composed letter", "caf\u00e9"],
    ["a mark that has no composed form", "x\u0301"],
    ["a mark after an emoji whose escape ends in a digit", "\u{1f600}\u0301"],
    ["a mark after an ideograph whose half is none", "\u{20000}\u0301"],
    ["tabs and line breaks", "a\tb\r\nc\n"],
    ["a line separator", "a\u2028b\u2029"],
    ["a character that joins with the next", "\u0600"],
    ["a byte order mark within", "a\ufeff"],
    ["a code point that is no character", "a\ufffe\uffff\u{1ffff}"],
    ["the replacement character", "\ufffd"],
    ["a zero width joiner", "\u{1f468}\u200d\u{1f469}"],
    ["nothing", ""],
    ["a template", "admin:{{SessionName}} ${a} %{b}"],
  ])("accepts %s", (_, text) => {
    expect(identityTextProblem(text)).toBeUndefined();
  });

  test("gives the form to write", () => {
    expect(identityTextProblem("cafe\u0301")?.help).toContain("write `caf\u00e9`");
  });

  test("what it accepts comes through Terraform and aws-auth as it is", () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        fc.pre(identityTextProblem(text) === undefined);
        expect(throughTerraform(text)).toBe(text);
        const row = { rolearn: role("dev"), username: text, groups: [text] };
        const { mapRoles, mapUsers } = encodeAwsAuth(awsAuthOf([row], [{ userarn: `1${text}`, username: text }]));
        const read = parseAwsAuth({ mapRoles: throughTerraform(mapRoles), mapUsers: throughTerraform(mapUsers) });
        expect(read.awsAuth.roles.map((placed) => placed.row)).toEqual([row]);
        expect(read.awsAuth.users.map((placed) => placed.row)).toEqual([{ userarn: `1${text}`, username: text }]);
      }),
      { numRuns: runs(500) },
    );
  });

  test("what it refuses for another reason than a control character does not", () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const problem = identityTextProblem(text);
        fc.pre(problem !== undefined && !problem.message.startsWith("a control character"));
        const { mapRoles } = encodeAwsAuth(awsAuthOf([{ rolearn: role("dev"), username: text }]));
        const changed = throughTerraform(mapRoles) !== mapRoles || throughTerraform(text) !== text;
        expect(changed || /\p{Surrogate}/u.test(text)).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });
});
