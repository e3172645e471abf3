import { CATALOGUE } from "../../../lib/finding/catalogue";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { type Guard, printedSentence } from "../../../lib/migration/guard/guard";
import { GUARDS } from "../../../lib/migration/guard/guards";
import { identityMismatch, otherRun } from "../../../lib/migration/guard/identity-mismatch";
import { LIVE_READS, LIVE_SOURCES } from "../../../lib/migration/guard/guard-reads";
import { STAGES } from "../../../lib/migration/stage";
import { compiledGuards } from "../guards/compiled-guards";
import { cluster, newCluster } from "../definitions/sample-definitions";

const HEAD = `# Guards

What Terraform refuses because of the live cluster, made by \`npm run docs\` from the tables from which the guards are
compiled; the sentences are those of a compiled stack, \`…\` stands for what Terraform fills in.

Guards are data sources with postconditions. Terraform reads them while it plans, in any runner, and everything that they
protect (the cluster, access entries, policy associations, bindings, aws-auth) depends on them: a refused plan changes
nothing, and \`-target\` does not get past them.

A plan that writes reads the mode, aws-auth, the entries and their roles again during the apply, and refuses what has changed since. Two
things make Terraform wait with these reads: the marker \`terraform_data.stage\`, which changes with the stage, the wave and the
hash of what the stack writes (mode, entries, rows), in a first plan that imports too; and a live mode or a row that differs
from what the stack writes. What that leaves open:

- An apply that stops after the marker is in the state, as one that is refused: the next plan asks all guards anew, and reads again during its
  apply only where mode or rows differ from the file, as always at \`retire\` and at the switches of the mode. A plan that makes entries alone
  takes what a row was given by hand since. Plan with \`-replace=terraform_data.stage\`, and it reads again; of a plan that does not the review
  says \`second-read-missing\` (\`e2e/attacks/late/after-a-refusal\`).
- A file without \`migration\` has neither marker nor second read: its guards ask for the mode and the principals. Of rows that it
  writes while the mode reads them \`check\` says \`rows-written-unread\`.
- \`adopt.module\` has no marker, for adoption adds nothing: entries that such a plan writes are not read again
  (\`second-read-missing\` in the review). Apply it right after the plan; \`advance\` takes \`adopt\` out.
- What Terraform destroys (an entry that left the file, an association that is replaced) waits for nothing.
- An overlay has no second read: what waits for something of its own plan would be put off to the apply, and all that hangs on the
  guards with it. The review says \`second-read-missing\`; apply such a plan right after it was made (\`e2e/overlay/late-apply\`).

A refused plan prints what it would do first, then each error. A sentence names six at most, or what is live of three, and that
there are more: 200 principals at fault are a screen of 24 lines for each guard (\`e2e/guards/guards-screen\`). Rows and principals are
judged first, entries after them, roles after the entries: what comes later is not read before the earlier is mended. An entry that
is not there is the provider's error, 7 lines each, which Terraform lets no sentence of ours replace, and no data source lists entries. Up to
five that a plan asks for are read at once, 35 lines if none is there; of more, three at a time, each group after the one before, 21
lines. After twelve such groups all others are read at once: of 200 entries that many are a sample, in even steps of their keys. What has gone
between plan and apply is an error of the provider each.

Guards know whole plans: a plan with \`-target\` on something that was taken out of the file, or with \`-refresh=false\`, is not
whole.
`;

const BLIND = `What to type when access is gone all the same, or an apply has stopped half-way: [recovery.md](recovery.md).

## What guards cannot see

A guard compares the file with the live cluster. It knows neither the file of yesterday nor what is in the state, and no data
source lists access entries or their policies. What follows passes the guards. Another line catches it, which is named with its finding
and the test that tries both; look for \`aws_eks_access_entry\` with \`will be destroyed\` before you apply a plan without a review.

- **A key of \`access_entries\` is renamed.** Terraform deletes the entry of the old key and creates one for the same principal,
  in no order: the creation may answer 409, and then nobody has an entry. Up to \`entries\` the row serves meanwhile; from
  \`retire\` on nothing does. Write \`renamed: { old: new }\` into the file in the same change: the entry and its policies move, the plan
  adds and destroys nothing. \`check\` names the line as long as it stands, the next \`advance\` takes it out. Beside an overlay write
  \`moved\` blocks: [recovery.md](recovery.md#a-renamed-key-beside-an-overlay) (\`e2e/overlay/late-apply\`).
  The review says \`entry-renamed\` (\`e2e/unseen\`, \`e2e/renamed\`).
- **At \`retire\` or later an entry and its row leave the file together.** The live ConfigMap is empty, so no guard meets the row:
  this is how somebody loses access on purpose from there on, and \`leaving\` is not asked for.
  The review says \`access-lost\` (\`e2e/unseen\`).
- **At \`retire\` or later an entry moves from \`access_entries\` to \`migration.expected\`.** Terraform deletes the entry that it
  made, and EKS makes none for a node group that is there already. Name the key under \`adopt.imported\` instead. (Back at \`entries\` or
  \`dual\`, while no row of the file is live, \`row-not-live\` refuses it, but for the role of a live managed node group or a Fargate profile.)
  The review says \`node-access-lost\` (\`e2e/unseen\`).
- **At \`dual\`, or an earlier wave, again: an entry goes whose principal has no row in the file**, as that of a new break-glass role.
  Nobody asks for its row, or \`dual\` could not be planned with that entry in the file: it ends with the entry.
  The review says \`access-lost\` (\`e2e/unseen\`).
- **An entry leaves the file while its row, which the file keeps, is not live, and other rows are**: somebody has removed that row by
  hand. The plan writes the row and deletes the entry, in no order. (Where no row of the file is live, as where the ConfigMap was deleted,
  or where somebody else writes the rows, \`row-not-live\` refuses it.)
  The review says \`entry-removed\` (\`e2e/unseen\`).
- **A saved plan takes entries away, and somebody empties aws-auth before it is applied**: what Terraform destroys waits for nothing, so the
  second read refuses the rest of the plan when the entries are gone. What Terraform itself does meanwhile it refuses (\`Saved plan is
  stale\`, the lock of the state; an S3 backend locks with \`use_lockfile\` or \`dynamodb_table\`, \`check\` says \`state-unlocked\` where it has
  neither). Apply such a plan as soon as it is made; after it stage \`entries\` makes the entries and the rows anew (\`e2e/attacks/late/late-apply\`).
- **The policies of an entry**: no data source tells them. Synthesis refuses an entry that gives less than its row (\`entry-weaker\`,
  \`migration/gate/gate-coverage\`). An association that somebody deleted or narrowed by hand comes back by the next plan, which reads its own state;
  between plan and apply nobody sees it go, nor do the rows wait for it. \`verify\` after the apply says \`verify-policy-missing\` or
  \`verify-scope-differs\`, and the next plan repairs it (\`e2e/attacks/late/late-policies\`).
- **An IAM user made anew** under the same name has no access by the entry of the user before, like a role. \`data.aws_iam_user\` does not
  tell when it was made. \`check --live\` and \`verify\` say \`entry-outdated\` (\`live/live-findings\`, \`verify/deviations\`).
- **\`terraform apply -replace\` on a policy association**: the policy goes and comes, and stays away where the second call fails. The review says
  \`association-replaced\`, \`verify\` then \`verify-policy-missing\`, and the next plan makes it (\`e2e/attacks/late/late-policies\`). On an entry, the
  cluster or aws-auth Terraform refuses it (\`prevent_destroy\`, \`e2e/attacks/other-states\`, \`e2e/attacks/plan-options\`).
- **The state is older than the cluster, or empty** (\`terraform state push\`, \`state rm\`, another workspace): what is there already is answered
  409, and the rows wait for it; nothing goes. \`adopt.imported\` takes it in ([recovery.md](recovery.md), \`e2e/attacks/other-states\`).
- **A binding of \`rbac_bindings\` leaves the file**: the group of an entry is only a name then.
  The review says \`binding-removed\` (\`e2e/unseen\`).
- **At \`retire\` or later an entry of a module gets another type or principal** (\`render: overlay\` or \`module\`): it is destroyed and made
  anew, for no file can protect what stands in a module. Elsewhere \`prevent_destroy\` refuses it, where the file has \`migration\` or \`adopt\`,
  or says \`terraform.protect: true\`. A file with none of them, as that of a cluster in mode API, is not protected: where two keys swap their
  principals, both entries are destroyed and made anew, in no order, and one may answer 409. Give another principal another key.
  The review says \`entry-replaced\` (\`e2e/overlay/late-apply\`, \`e2e/attacks/module/module-late-edits\`).
- **A role leaves \`iam_roles\` while its access entry stays.** Terraform destroys the role, and \`prevent_destroy\` does not hold for a block that
  is gone; the entry serves nobody then, and the next plan is refused (\`principal-not-found\`). A role that stays in the file and would be replaced, as by another
  \`path\`, is refused: by \`entry-path-wrong\` in the file, and by \`prevent_destroy\` where an entry, or \`expected\`, names the role. Take the
  entry out first, in a plan of its own. The review says \`principal-replaced\` (\`rules/cases/iam/principals\`, \`e2e/attacks/made-roles\`).
- **The role of an EKS capability has an entry in the file**: EKS has made one, and answers 409 to a second. The AWS provider has no data
  source for capabilities. \`check --live\` and \`import\` say \`entry-of-eks\` (\`cli/live/live-cases\`); the 409 takes nothing away.
- **A principal of another account**: IAM of the cluster's account does not list it, and nobody reads when its role was made; its entry is
  asked for like any other (\`e2e/unseen\`). Where every admin that stays is of another account, synthesis says \`admin-elsewhere\`, and refuses
  \`api\` until that is accepted (\`migration/gate/gate-admin\`).
- **Where \`config-map-unread\` is accepted**: whom the rows serve, and everything that follows from it: rows of strangers, rows
  that changed, rows that are left at \`api\`. Entries are asked for at \`retire\` and \`api\` all the same, by the file alone (below).
  \`check --live\` with a dump of aws-auth asks what the guards cannot (\`live/live-findings\`).
- **Rows of a file without \`migration\`**: they are written over all live ones, unread. Synthesis refuses a file with \`render: access\` until it accepts
  \`rows-written-unread\`, and warns of any other (\`migration/gate/gate-expected\`). The review says \`access-lost\` of rows that are live and not in the file (\`e2e/unseen\`), where the state
  has the rows; a first plan does not show them.
- **The file of a cluster whose \`migration\` has left it** has guards of mode and principals alone. \`aws_auth\` that leaves the file at the same
  time, too early, while the mode still reads the ConfigMap, is forgotten and not destroyed (\`removed\`): its rows stay alive.
  Entries that come in the same plan take the place of those rows: the review holds them against the rows that go, \`entry-weaker\`
  and \`username-changed\` (\`rules/cases/aws-auth\`).
- **The state is that of something else too**, as of the team's root module: what the stack does not render is destroyed, but for
  \`module.eks\`, \`module.aws_auth\` and what another \`render\` left. Terraform tells no data source what its state holds.
  \`check\` reads a local state, and refuses it (\`state-of-others\`); of another it asks whose it is where its place does not name the cluster
  (\`state-not-named\`). The review says \`destroyed-beside\` (\`e2e/attacks/adoption\`).
- **What is no whole plan**: \`-target\`, \`-refresh=false\`, \`-destroy\`. \`-target\` asks the guards of what has a block; an entry or a
  binding that left the file has none. An overlay keeps the blocks of entries that a stage does not render, a stack does not
  (\`e2e/overlay/back\`). The review says \`plan-incomplete\` and \`cluster-destroyed\`
  (\`rules/cases\`); \`-refresh=false\` leaves no trace in a plan. At both switches of the mode \`-target\` on the cluster, \`-refresh=false\` and
  \`-replace\` ask the guards all the same, while Terraform plans and while it applies; \`-refresh-only\` writes nothing; \`-target\` on the marker
  asks nobody and writes the marker alone, after which the switches are refused as before (\`e2e/attacks/plan-options\`), and a plan that makes
  entries alone is one without a second read.
`;

const UNREAD = `## Where nobody reads aws-auth

Where \`config-map-unread\` is accepted, nobody knows whom rows still serve. At \`retire\` and \`api\`, while the live mode is not API,
the file says who has to have a live entry:

- **The file has rows**: the principal of every row that serves somebody, \`leaving\` aside. Somebody new at these stages needs an
  entry and no row, and passes.
- **The file has no rows**: every entry under \`access_entries\`, as it is declared, and any entry of every \`expected\` principal. Nobody
  can tell the entry of somebody new from one that \`entries\` should have made. Somebody new comes in at \`entries\` (set the stage
  back, apply, go on), or passes where the file accepts \`entry-not-live\` for that \`principal\`.

Without the rows the guards do not know that \`retire\` has emptied them. An asked entry that is changed in the file, or that drifted
away, is refused at \`retire\` again, and at \`api\` until the mode is API: apply it at \`entries\`, and go on. \`retire\` is not told apart
from \`entries\`: \`api\` passes once the entries are live. And never go back behind \`entries\` here: \`dual\` takes every entry away, and
nobody looks whether the rows are there that \`retire\` has emptied.
`;

/** docs/guards.md. */
export function guardsPage(): string {
  return [HEAD, permissions(), "## The guards\n", ...GUARDS.map(section), BLIND, UNREAD].join("\n");
}

function permissions(): string {
  const rows = LIVE_SOURCES.map((source) => {
    const { dataSources, iam, rbac } = LIVE_READS[source];
    return row([source, code(dataSources), code(iam), code(rbac)]);
  });
  return [
    "## What guards read, and what the runner needs for it",
    "",
    "| what | data sources | IAM actions | RBAC, in `kube-system` |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "Clusters are listed for a file without `migration` only, whose cluster may not be there yet. Kubernetes is asked up to `api`,",
    "at `done` only where something is written there, and never where the file accepts `config-map-unread`.",
    "",
  ].join("\n");
}

function section(guard: Guard): string {
  const { advice, addresses = [] } = guard;
  const { meaning, acceptable = false } = CATALOGUE[guard.code];
  return [
    `### \`${guard.code}\``,
    "",
    meaning,
    "",
    `- Asked at: ${stagesOf(guard)}.`,
    `- Reads: ${guard.reads.join(", ")}.`,
    `- Accept: ${acceptable ? "yes" : "no"}.`,
    ...sentencesOf(guard).flatMap((sentence) => ["", `> ${sentence}`]),
    ...addresses.flatMap((address) => ["", `> with \`${address}\``]),
    ...(guard.code === identityMismatch.code ? OF_OVERLAYS : []),
    "",
    advice,
    "",
  ].join("\n");
}

/** What no stack says: a stack is of one cluster. */
const OF_OVERLAYS = [
  "",
  "In an overlay, where the cluster's name comes by a variable or a workspace, before AWS is asked:",
  "",
  `> ${printedSentence(identityMismatch.code, otherRun({ cluster: "demo", planned: "…" }))}`,
];

function stagesOf({ stages, withoutMigration = false, needsRows = false, judgesUnread = false }: Guard): string {
  const named = stages.length === STAGES.length ? "every stage" : stages.map((stage) => `\`${stage}\``).join(", ");
  const instead = judgesUnread ? "by the file alone" : "not";
  const unless = needsRows ? `; ${instead} where \`config-map-unread\` is accepted` : "";
  return `${named}${withoutMigration ? ", and without `migration`" : ""}${unless}`;
}

const { dev: _, ...WITHOUT_DEV } = cluster().accessEntries;
/** Between them they have every sentence of every guard: one is back from `retire` with an entry missing. */
const DEFINITIONS: readonly ClusterDefinition[] = [
  ...STAGES.map((stage) => cluster({ stage })),
  cluster({ wave: 1, waves: [["break_glass"], ["node"]] }, { accessEntries: WITHOUT_DEV }),
  newCluster(),
];
const COMPILED = DEFINITIONS.map(compiledGuards);

/** Of every address on which a guard stands the stack that says most there. */
function sentencesOf({ code: wanted }: Guard): readonly string[] {
  const said = COMPILED.map((guards) => guards.filter(({ code: own }) => own === wanted));
  const addresses = [...new Set(said.flat().map(({ address }) => address))];
  return addresses.flatMap((address) => {
    const each = said.map((guards) => guards.filter((guard) => guard.address === address));
    const most = Math.max(...each.map(({ length }) => length));
    return (each.find(({ length }) => length === most) ?? []).map(({ sentence }) => readable(sentence));
  });
}

/** The sentence of the first in an expression that has one for each. */
const OF_THE_FIRST = /i == 0 \? "([^"]*)"/;

/** A sentence with `…` for every expression, whatever braces stand in it; of each of many, that of the first. */
export function readable(sentence: string): string {
  const at = sentence.indexOf("${");
  if (at < 0) return sentence;
  let [end, depth] = [at + 2, 1];
  for (; depth > 0 && end < sentence.length; end += 1) depth += { "{": 1, "}": -1 }[sentence[end] ?? ""] ?? 0;
  const first = OF_THE_FIRST.exec(sentence.slice(at, end))?.[1];
  return `${sentence.slice(0, at)}${first === undefined ? "…" : readable(first)}${readable(sentence.slice(end))}`;
}

function code(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(", ");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
