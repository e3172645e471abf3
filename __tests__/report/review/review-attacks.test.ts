import { printReview } from "../../../lib/report/review/print-review";
import { REVIEW_FORMATS, type ReviewFormat } from "../../../lib/report/review/review-format";
import type { Review } from "../../../lib/rules/review/review";
import { ATTACKS } from "../../support/terraform/attacks";
import { clusterReview, person, planReview, review, reviewFinding } from "../../support/reviews/reviews";

/** A review in which everything that comes from a plan or file is one text. */
function reviewOfText(text: string): Review {
  const accepted = { code: "access-lost", reason: text, until: "2027-01-31" };
  const finding = reviewFinding({
    path: text,
    message: text,
    help: text,
    why: text,
    principal: text,
    before: text,
    after: text,
    at: { file: text, line: 3 },
  });
  const cluster = clusterReview({
    cluster: text,
    summary: text,
    people: [person({ principal: text, name: text, before: text, after: text })],
    findings: [finding, { ...finding, accepted }],
  });
  const plan = planReview({
    source: text,
    clusters: [cluster, cluster],
    findings: [finding],
    otherChanges: [{ address: text, action: text }],
  });
  return review([plan, { ...plan, source: `${text} 2` }]);
}

const HARMLESS = "x";
const FORMATS_OF_MARKDOWN: readonly ReviewFormat[] = ["markdown", "summary"];
const FORMATS_OF_JSON: readonly ReviewFormat[] = ["json", "sarif", "gitlab-terraform", "gitlab-code-quality"];

const PRINTED = new Map<string, string>();

/** Each text is printed once in each format. */
function printed(text: string, format: ReviewFormat): string {
  const key = JSON.stringify([format, text]);
  const known = PRINTED.get(key) ?? print(text, format);
  PRINTED.set(key, known);
  return known;
}

function print(text: string, format: ReviewFormat): string {
  return printReview({ review: reviewOfText(text), exitCode: 1, paint: (plain) => plain }, format);
}

/** Markdown without what is code, and so inert: what is left is read as markup. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/`[^`\n]*`/g, "CODE")
    .replace(/&#\d+;/g, "·")
    .replace(/<code>[^<\n]*<\/code>/g, "CODE");
}

/** What our annotations look like, up to their message. */
const OUR_COMMAND = /^::(error|notice) file=[^,:]*,line=3,title=access-lost::/;

const TABLE = Object.entries(ATTACKS);

describe.each(REVIEW_FORMATS)("printReview as %s", (format) => {
  test.each(TABLE)("lets %s neither steer a terminal nor hide", (_, text) => {
    expect(printed(text, format).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  test.each(TABLE)("lets %s make no workflow command", (_, text) => {
    const lines = printed(text, format).split("\n");
    const commands = lines.filter((line) => /^\s*::/.test(line));
    expect(commands.filter((line) => format !== "github" || !OUR_COMMAND.test(line))).toEqual([]);
    if (format === "github") expect(lines).toHaveLength(printed(HARMLESS, format).split("\n").length);
    if (format === "text") expect(lines.join("\n")).not.toMatch(/##(\[|vso\[)/i);
  });

  test("prints the same twice", () => {
    expect(print("role/a", format)).toBe(print("role/a", format));
  });
});

describe.each(["text", "junit"] as const)("printReview as %s", (format) => {
  test.each(TABLE)("keeps its lines with %s", (_, text) => {
    expect(printed(text, format).split("\n")).toHaveLength(printed(HARMLESS, format).split("\n").length);
  });
});

describe.each(FORMATS_OF_MARKDOWN)("printReview as %s", (format) => {
  test.each(TABLE)("makes no markup of %s", (_, text) => {
    const lines = printed(text, format).split("\n");
    expect(lines).toHaveLength(printed(HARMLESS, format).split("\n").length);
    const marker = lines.at(-2) ?? "";
    expect(marker).toBe("<!-- eks-access review -->");
    const read = withoutCode(lines.slice(0, -2).join("\n"));
    expect(read.match(/<[^>]*>/g)?.filter((tag) => !ALLOWED_TAGS.includes(tag)) ?? []).toEqual([]);
    expect(read).not.toMatch(/<(?!\/?(?:details|summary)>|br>)/);
    expect(read).not.toMatch(/(?<!\\)[[\]](?!\()/);
    expect(read).not.toMatch(/@[A-Za-z]|:\/\/|\bwww\.|\bGH-\d/i);
    expect(read.replace(/^#{2,4} /gm, "")).not.toMatch(/#\w/);
    expect(read).not.toMatch(/(?<!\\)`|\$/);
  });

  test.each(TABLE)("keeps each row of the table at four cells with %s", (_, text) => {
    const rows = printed(text, format)
      .split("\n")
      .filter((line) => line.startsWith("| "));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map((row) => row.split("|").length)).toEqual(rows.map(() => 6));
  });
});

const ALLOWED_TAGS = ["<br>", "<details>", "</details>", "<summary>", "</summary>"];

describe.each(FORMATS_OF_JSON)("printReview as %s", (format) => {
  test.each(TABLE)("stays JSON of the same shape with %s", (_, text) => {
    expect(shapeOf(JSON.parse(printed(text, format)))).toEqual(shapeOf(JSON.parse(printed(HARMLESS, format))));
  });
});

describe("printReview as json", () => {
  test.each(TABLE)("loses nothing of %s", (_, text) => {
    expect(JSON.parse(printed(text, "json"))).toMatchObject({ plans: [{ clusters: [{ cluster: text }, {}] }, {}] });
  });
});

describe("printReview as junit", () => {
  test.each(TABLE)("makes no markup of %s", (_, text) => {
    const xml = printed(text, "junit").replace(/<\?xml[^>]*\?>/, "");
    const tags = (whole: string): string[] => whole.match(/<\/?\w+/g) ?? [];
    expect(tags(xml)).toEqual(tags(printed(HARMLESS, "junit").replace(/<\?xml[^>]*\?>/, "")));
    expect(xml.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
    expect(xml).not.toMatch(/&(?!#\d+;)/);
  });
});

describe("printReview as sarif", () => {
  test.each(TABLE)("makes no link of %s", (_, text) => {
    expect(printed(text, "sarif")).not.toMatch(/\]\(/);
  });
});

/** Keys and kinds, without the texts. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}
