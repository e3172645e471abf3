import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf } from "../support/terraform/provider-schema";
import { describeEntry, listEntries, listPolicies } from "../support/cli/source-texts";
import { role } from "../support/definitions/arns";
import { codes, run } from "./imported";

const STATE = readFileSync(join(__dirname, "../fixtures/terraform-states/access.state.json"), "utf8");

/** The state without its entries, of which other sources tell. */
function withoutEntries(): string {
  const { resources, ...rest } = fieldsOf(JSON.parse(STATE));
  const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const left = all.filter((one) => !String(fieldsOf(one).type).startsWith("aws_eks_access_"));
  return JSON.stringify({ ...rest, resources: left });
}

describe("entries that a Terraform state does not have", () => {
  const own = (text: string): string => text.replace('"demo"', '"payments-prod"');
  const live = [listEntries(role("dev")), own(describeEntry(role("dev"))), own(listPolicies(role("dev")))];

  test("are owned by nobody else, whatever else the state has", () => {
    const imported = run([withoutEntries(), ...live]);
    expect(imported.draft.entries.map(({ isLive }) => isLive)).toContain(true);
    expect(codes(imported)).not.toContain("import-state-owner");
    expect(codes(run([STATE]))).toContain("import-state-owner");
  });

  test("are owned by nobody else where EKS makes them all, whatever the state has", () => {
    const { resources, ...rest } = fieldsOf(JSON.parse(STATE));
    const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
    const left = all.filter((one) => fieldsOf(one).type !== "aws_eks_access_policy_association");
    const text = JSON.stringify({ ...rest, resources: left }).replace(
      /"type":"(?:STANDARD|EC2_LINUX)"/g,
      '"type":"FARGATE_LINUX"',
    );
    const imported = run([text]);
    expect(imported.draft.entries.map(({ isLive }) => isLive)).not.toContain(true);
    expect(imported.draft.entryNotes.join()).toContain("EKS made it by itself: its entry is of type FARGATE_LINUX");
    expect(codes(imported)).not.toContain("import-state-owner");
  });
});
