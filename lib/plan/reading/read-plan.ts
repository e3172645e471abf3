import { isAscii, isUtf8 } from "node:buffer";
import { doubledKey } from "./contradiction/doubled-key";
import { isRecord, isTerraformPlan, shapeProblem } from "./plan-shape";
import type { TerraformPlan } from "./terraform-plan";

/** What the bytes of a file turned out to be. */
export type ReadPlan =
  | { readonly kind: "plan"; readonly plan: TerraformPlan }
  /** A plan as `terraform plan -out` saves it: `terraform show -json` has to show it first. */
  | { readonly kind: "binary" }
  | {
      readonly kind: "unreadable";
      /** What is wrong, in one line: `not JSON, expected the output of terraform show -json PLAN`. */
      readonly problem: string;
      readonly help: string;
    };

const SHOW = "write the plan with `terraform plan -out=PLAN`, then `terraform show -json PLAN > plan.json`";

/** Reads a file that should hold a plan: JSON of format version 1.x, in UTF-8 or, as PowerShell redirects, UTF-16. */
export function readPlan(bytes: Uint8Array): ReadPlan {
  if (isZip(bytes)) return { kind: "binary" };
  const text = decode(bytes);
  if (text === undefined) return unreadable("it is no text, expected JSON in UTF-8 or UTF-16");
  return parsePlan(text);
}

/** Reads the JSON text of a plan. */
export function parsePlan(text: string): ReadPlan {
  if (text.trim() === "") return unreadable("it is empty, expected the output of `terraform show -json PLAN`");
  const value = parseJson(text);
  if (value === undefined) return notJson(text);
  if (!isRecord(value))
    return unreadable("it is not a JSON object, expected the output of `terraform show -json PLAN`");
  const doubled = doubledKey(text, value);
  if (doubled !== undefined) {
    return unreadable(
      `\`${shown(doubled)}\` stands twice in one object, expected each key once, as Terraform writes it`,
    );
  }
  return versionProblem(value) ?? shaped(value);
}

/** A saved plan is a zip archive. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** The text of a large file takes half the memory where all of it is ASCII. */
function decode(bytes: Uint8Array): string | undefined {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return decodeUtf16(bytes, utf16);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString("latin1");
  return isUtf8(buffer) ? buffer.toString("utf8").replace(/^\uFEFF/, "") : undefined;
}

/** By the byte order mark; without one, by the zero beside the first character, which is ASCII in JSON. */
function utf16Of([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? "utf-16be" : undefined;
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(text: string): ReadPlan {
  const lines = text.trimStart().slice(0, 10_000).split("\n", 2);
  const isLog = lines.every((line) => line.trim() !== "" && isRecord(parseJson(line)));
  return isLog
    ? unreadable("it is the log of `terraform plan -json`, expected the output of `terraform show -json PLAN`")
    : unreadable("it is not JSON, expected the output of `terraform show -json PLAN`");
}

function versionProblem(value: Readonly<Record<string, unknown>>): ReadPlan | undefined {
  const { format_version: version } = value;
  if (typeof version !== "string") {
    return unreadable("format_version: it is missing, expected 1.x, as `terraform show -json PLAN` writes it");
  }
  if (/^0\.\d+$/.test(version)) {
    return {
      kind: "unreadable",
      problem: `format_version: older format, expected 1.x, got \`${shown(version)}\``,
      help: `plan with Terraform 1.1 or newer: ${SHOW}`,
    };
  }
  if (!/^1\.\d+$/.test(version)) {
    const help = "this version of the command line does not know the format: take a newer one";
    return {
      kind: "unreadable",
      problem: `format_version: unknown format, expected 1.x, got \`${shown(version)}\``,
      help,
    };
  }
  if ("values" in value && !("resource_changes" in value)) {
    return unreadable("it is a state, expected a plan: `terraform show -json` was given no plan file");
  }
  if (PLAN_PARTS.every((part) => !(part in value))) {
    return unreadable(`it is no plan, expected one of ${PLAN_PARTS.join(", ")}: a state, say, that is empty has none`);
  }
  return undefined;
}

/** What only a plan has; Terraform leaves out a list that is empty. */
const PLAN_PARTS = ["resource_changes", "planned_values", "configuration"] as const;

function shaped(value: Readonly<Record<string, unknown>>): ReadPlan {
  if (isTerraformPlan(value)) return { kind: "plan", plan: value };
  return unreadable(shapeProblem(value) ?? "it is no plan");
}

function shown(text: string): string {
  return text.replace(/[^\w.-]/g, "?").slice(0, 20);
}

function unreadable(problem: string): ReadPlan {
  return { kind: "unreadable", problem, help: SHOW };
}
