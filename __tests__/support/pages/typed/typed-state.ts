import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PlanReads, readsOf } from "../first-plan-reads";
import { type Answers, fenced, shown, type TypedRepository } from "./typed-repository";
import { stackIn } from "./typed-stack";

/** The cluster file of a page that begins with the state of a module. */
export const CLUSTER = "clusters/payments-prod.yaml";

/** What somebody answers in the file that `import` makes of that state: what is rendered, and what is adopted. */
export function answersOf({ render, adopt }: Readonly<Record<"render" | "adopt", string>>): Answers {
  return [
    [/# The access alone: .*\nrender: access\n/, render],
    [
      /# accept:\n(#.*\n)+/,
      `accept:
  - code: adopt-whole-state
    reason: terraform state list shows module.eks and module.aws_auth alone
    until: 2099-12-31
  - code: masters-by-name
    reason: no priority level, webhook or binding names the group
    until: 2027-03-31
  - code: username-changed
    principal: arn:aws:iam::123456789012:role/platform
    reason: no binding names platform:{{SessionName}}
    until: 2027-03-31
`,
    ],
    [/# Live already: .*\nadopt:\n(?: .*\n)+\n/, adopt],
    [
      / {2}# where the state lives: .*\n {2}# .*\n {2}backend: .*\n/,
      "  backend: { s3: { bucket: example-states, key: payments-prod/eks, region: eu-west-1, use_lockfile: true } }\n",
    ],
  ];
}

/** `import` of the state, what the answers change in its file, and what `check` says of it; `about` tells where the answers come from. */
export async function typedImport(
  repository: TypedRepository,
  { answers, about }: { readonly answers: Answers; readonly about: string },
): Promise<string[]> {
  const state = readFileSync(join(__dirname, "../../../fixtures/terraform-states/access.show.json"), "utf8");
  const command = `import - --output ${CLUSTER}`;
  const imported = await repository.typed(command, state);
  const changed = repository.answer(CLUSTER, answers);
  return [
    "## 1. The cluster file\n",
    shown(`terraform show -json | eks-access ${command}`, imported),
    `The file says \`render: access\`: a state does not tell who is to manage the cluster. ${about}\n`,
    fenced("diff", changed),
    shown(`eks-access check ${CLUSTER}`, await repository.typed(`check ${CLUSTER}`)),
  ];
}

/** Every stage up to `done`, from the third part of the page on, with what guards read at the first and at the later ones. */
export async function typedStages(
  repository: TypedRepository,
  { showsDiff }: { readonly showsDiff: (number: number) => boolean },
): Promise<{ readonly parts: readonly string[]; readonly first: PlanReads; readonly later: readonly PlanReads[] }> {
  const first = readsOf(stackIn(repository, CLUSTER));
  const later: PlanReads[] = [];
  const parts: string[] = [];
  for (let number = 3; ; number += 1) {
    const { said, diff } = await repository.step(`advance ${CLUSTER}`, [CLUSTER]);
    later.push(readsOf(stackIn(repository, CLUSTER)));
    const [, to = ""] = / -> (.*)\n/.exec(said) ?? [];
    parts.push(`## ${number}. ${to}\n`, shown(`eks-access advance ${CLUSTER}`, said));
    if (showsDiff(number)) parts.push(fenced("diff", diff));
    if (to === "done") return { parts, first, later };
  }
}

/** The end of the page: what `finish` takes out of the file, and the file. */
export async function typedEnd(repository: TypedRepository, about: string): Promise<string[]> {
  return [
    "## The end state\n",
    `Once the plan of stage done is applied, what the migration needed leaves the file${about}\n`,
    shown(`eks-access finish ${CLUSTER}`, await repository.typed(`finish ${CLUSTER}`)),
    fenced("yaml", repository.read(CLUSTER)),
  ];
}
