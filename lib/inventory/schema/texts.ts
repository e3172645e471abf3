import { z } from "zod";
import { parseArn, parseRowArn, PARTITIONS } from "../../access/principal/arn";
import { nameProblem, type TextProblem } from "./names";

const DIGITS = /^\d{12}$/;
const ARN = new RegExp(`^arn:(${PARTITIONS.join("|")}):[a-z0-9-]+:[a-z0-9-]*:(\\d{12}|aws)?:\\S+$`);
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const REGION = /^(?!us-iso)(af|ap|ca|cn|eu|il|me|mx|sa|us)(-[a-z]+)+-\d{1,2}$/;

/** A text; numbers without quotes are read as they are written. */
export const text = z.string();

/** Texts. */
export const texts = z.array(text);

/** Texts by names that somebody chose, as tags are. */
export const textMap = z.record(text, text);

/** A name that is written out: never empty, never evaluated by Terraform. */
export const name = textThat((value) => nameProblem(value)).meta({ minLength: 1 });

/** Words for whoever reviews a file: never empty. */
export const reason = textThat((value) => nameProblem(value, "reason")).meta({ minLength: 1 });

/** The ARN of somebody who may call EKS, as a row of aws-auth or an access entry has it. */
export const principalArn = textThat((value) => arnProblem(parseRowArn(value))).meta({
  examples: ["arn:aws:iam::111122223333:role/admin"],
});

/** The ARN of an IAM role. */
export const roleArn = textThat((value) => {
  const parsed = parseArn(value);
  if ("arn" in parsed && !/^(service-linked-)?role$/.test(parsed.arn.kind)) return malformedArn("an IAM role", value);
  return arnProblem(parsed);
}).meta({ examples: ["arn:aws:iam::111122223333:role/admin"] });

/** The ARN of anything in AWS: a policy, a key. */
export const awsArn = textThat((value) => (ARN.test(value) ? undefined : malformedArn("an ARN", value))).meta({
  pattern: ARN.source,
});

/** 12 digits. */
export const accountId = textThat((value) =>
  DIGITS.test(value)
    ? undefined
    : {
        code: "account-id-malformed",
        message: `not an account ID, expected 12 digits, got \`${value}\``,
        help: "write all 12 digits, in quotes: leading zeros count",
      },
).meta({ pattern: DIGITS.source });

/** `2027-01-31` */
export const date = textThat((value) =>
  isDate(value)
    ? undefined
    : { code: "date-malformed", message: `not a date, expected a day such as 2027-01-31, got \`${value}\`` },
).meta({ format: "date" });

/** `ap-northeast-2` */
export const region = textThat((value) =>
  REGION.test(value)
    ? undefined
    : {
        code: "region-malformed",
        message: `not a known region, expected the code of a region of partition ${PARTITIONS.join(", ")}, got \`${value}\``,
        help: "write the code of the region, such as `ap-northeast-2`",
      },
).meta({ examples: ["ap-northeast-2"] });

/** `1.31` */
export const clusterVersion = textThat((value) =>
  /^\d+\.\d+$/.test(value)
    ? undefined
    : {
        code: "cluster-version-malformed",
        message: `not a Kubernetes version, expected \`<major>.<minor>\`, got \`${value}\``,
      },
).meta({ pattern: "^\\d+\\.\\d+$" });

/** A text that is a JSON document. */
export const jsonDocument = textThat((value) =>
  isJsonObject(value)
    ? undefined
    : {
        code: "inline-policy-malformed",
        message: "not a JSON document, expected an IAM policy",
        help: "write it as a block: `|`",
      },
);

/** A text with a check of our own; its problem becomes a finding of its own code. */
export function textThat(problemOf: (value: string) => TextProblem | undefined) {
  return text.check(({ value, issues }) => {
    const problem = problemOf(value);
    if (problem !== undefined) issues.push(issueOf(problem, value));
  });
}

/** A problem as zod carries it: {@link TextProblem} in its `params`. */
export function issueOf({ code, message, help }: TextProblem, input: unknown) {
  return { code: "custom" as const, message, input, params: { code, help } };
}

function arnProblem(parsed: ReturnType<typeof parseArn>): TextProblem | undefined {
  return "problem" in parsed ? { code: "arn-malformed", message: parsed.problem } : undefined;
}

function malformedArn(expected: string, value: string): TextProblem {
  return {
    code: "arn-malformed",
    message: `not the kind of ARN that belongs here, expected ${expected}, got \`${value}\``,
  };
}

function isDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
