import type { VerifiedCluster } from "../../app/verify/verify";
import { isRefused } from "../../migration/gate/refusal";
import { xmlText } from "../text/xml-text";
import { stageWords } from "./next-words";

/** A suite a cluster, a case a finding; what keeps the step from being complete fails. */
export function verifyJunit(verified: readonly VerifiedCluster[]): string {
  const suites = verified.map(suite);
  const count = (of: "tests" | "failures"): number => suites.reduce((sum, one) => sum + one[of], 0);
  const head = `<testsuites name="eks-access verify" tests="${count("tests")}" failures="${count("failures")}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites.map(({ xml }) => xml), "</testsuites>", ""].join(
    "\n",
  );
}

function suite({ clusterName, file, stage, findings }: VerifiedCluster) {
  const passed = `    <testcase classname="${xmlText(clusterName)}" name="${xmlText(`${stageWords(stage)} is complete`)}"/>`;
  const cases = findings.map((finding) => {
    const { code, path, message, help = "", severity } = finding;
    const open = `    <testcase classname="${xmlText(clusterName)}" name="${xmlText(`${code}: ${path}: ${message}`)}">`;
    const text = xmlText([message, help].filter((part) => part !== "").join("; "));
    const failed = isRefused([finding]);
    const body = failed
      ? `<failure type="${severity}" message="${xmlText(message)}">${text}</failure>`
      : `<system-out>${text}</system-out>`;
    return { failed, xml: `${open}${body}</testcase>` };
  });
  const all = cases.length === 0 ? [{ failed: false, xml: passed }] : cases;
  const failures = all.filter(({ failed }) => failed).length;
  const open = `  <testsuite name="${xmlText(file)}" tests="${all.length}" failures="${failures}">`;
  return { tests: all.length, failures, xml: [open, ...all.map(({ xml }) => xml), "  </testsuite>"].join("\n") };
}
