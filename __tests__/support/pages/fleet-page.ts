import { cli } from "../cli/in-process";
import { FleetFolder, memberText } from "../fleets/fleet-folder";
import { fenced, shown } from "./typed/typed-repository";

const FLEET = `# yaml-language-server: $schema=../node_modules/eks-access/clusters/fleet.schema.json
require:
  principals:
    - principal: arn:aws:iam::{account}:role/break-glass
      policy: AmazonEKSClusterAdminPolicy
admins:
  only: ["arn:aws:iam::{account}:role/break-glass"]
rings:
  - name: dev
    clusters: [dev/*]
  - name: staging
    clusters: [staging/*]
    after: { verified_days: 3 }
  - name: prod
    clusters: [prod/*]
    after: { stage: retire }
`;

const HEAD = `# A fleet in rings

A platform team has clusters in three accounts. They move one ring after the other: what went wrong in dev never reaches prod. This page goes
from a folder of cluster files to the first steps of two rings. Made by \`npm run docs\`, which types these commands: what is shown is what they
print. No cluster is live here: the results of \`verify\` are made up, and say that each step is complete.

## 1. A folder for each account

Each cluster has its file, as [cluster-file.md](cluster-file.md) says; \`eks-access import\` writes it from what is live. Folders are accounts or
environments, as you like: the file \`clusters/prod/shop.yaml\` is the stack \`prod.shop\`, so names may repeat, in another account or region, which
the files say. What clusters of a folder share (\`terraform\`, \`tags\`, \`accept\`, \`owner\`) stands in its \`defaults.yaml\`.

\`\`\`text
clusters/
  fleet.yaml
  dev/shop.yaml       stage entries, all waves
  staging/shop.yaml   stage dual
  prod/ledger.yaml    stage config-map
  prod/shop.yaml      stage config-map
\`\`\`

## 2. What holds for all

\`fleet.yaml\` stands at the top. An organisation says in it what every cluster file has to say, and which clusters move together:
`;

const RULES = `- \`require.principals\`: each cluster has an access entry for this principal, of this \`type\` and with this \`policy\` for the whole cluster, where they
  are written; \`clusters\` limits it to some. \`{account}\` and \`{partition}\` are the cluster's, \`*\` is any text without \`:\`. A file without it has the
  finding [fleet-principal-missing](rules.md#fleet-principal-missing), and may accept that with a reason and a last day.
- \`admins.only\`: nobody else has an entry that makes cluster admin, be it by a policy, by a group that \`rbac_bindings\` binds to cluster-admin, by the
  bridge group, or as whoever runs Terraform. No file can accept [fleet-admin-unlisted](rules.md#fleet-admin-unlisted): whoever owns \`fleet.yaml\` lists
  it there. Rows of aws-auth are not asked: they are on their way out.
- \`rings\`: globs of paths in the fleet; \`*\` is any text within one folder, \`**\` any number of folders. A cluster in no ring or in two is an error, a
  glob that names nobody a warning. \`after\` is the gate before a ring.

\`check\`, \`synth\` and \`advance\` hold every file against it, \`show\` prints what of it holds for one:
`;

const GATE = `## 3. The gate between rings

A step of a cluster waits until every cluster of the ring before

1. has reached the stage, and the wave, to which the step leads, or what \`after.stage\` and \`after.wave\` ask beyond that: no ring goes further than the
   one before. A cluster with fewer waves has reached a wave when all of its own are in;
2. has no open blocker: nothing refuses its own stage, and its file has no error;
3. is verified: a result of \`eks-access verify --format json\` says that its step is complete, is of its file and its \`defaults.yaml\` as they are now (by their digest) and of its
   cluster (by its ARN), and is not older than \`after.verified_days\` (7 unless it is written). A result is as old as the dump that it judged.

The first ring waits for nobody. A ring without clusters is passed over. \`back\` asks no gate. Whoever edits the stage by hand goes past it: reviewers
see that in the file, and \`status\` shows who is where, and who is ahead of its ring.

Results come from a pipeline that may read the clusters, one file an account or one a cluster, by whatever names:

\`\`\`console
$ eks-access verify clusters/dev --profile 111111111111=dev --format json > verified/dev.json
\`\`\`

Where everybody is:
`;

const PAST = `\`eks-access advance FILE\` of a cluster whose ring is held is refused with the same reason. Where one cluster has to go all the same, \`--past-gate\` takes
one step, and says what it went past. The cluster's own gate is asked as ever. A file that comes through standard input (\`advance -\`) has no path in a
fleet: nothing of \`fleet.yaml\` is asked of it. A stage that somebody writes by hand, or that went past the gate, is named by \`eks-access check\`
and \`status\` (\`ring-ahead\`, a warning) until the ring before is there.

## 5. For everybody to see

\`eks-access status --verified verified --format html --output status.html\` writes one file that needs no network and sends nothing anywhere: a board by ring
and stage. Each cluster opens to the matrix of \`explain\`. The search answers where a role still comes in by a row. Keys: \`/\` searches, arrow keys walk over the
board, Enter opens, Escape closes; dark and light follow the system, or the button.

![the board of a fleet, as eks-access status writes it](status.png)

\`--format markdown\` is for a wiki or the summary of a job, \`--format json\` for other programs
([schemas/status.schema.json](schemas/status.schema.json)). What 1,000 clusters take is in [performance.md](performance.md).
`;

/** docs/fleet.md: from a folder of cluster files to two rings that have stepped, typed in a folder of its own. */
export async function fleetPage(): Promise<string> {
  const fleet = new FleetFolder();
  try {
    return await page(fleet);
  } finally {
    fleet.remove();
  }
}

async function page(fleet: FleetFolder): Promise<string> {
  const typed = async (command: string, code = 0): Promise<string> => {
    const { exitCode, stdout, stderr } = await cli(command.split(" "), { cwd: fleet.cwd });
    if (exitCode !== code) throw new Error(`${command}: ${exitCode}\n${stdout}${stderr}`);
    const printed = stdout.replace(/verified \d{4}-\d\d-\d\d/g, "verified 2026-11-22");
    return shown(`eks-access ${command}`, printed);
  };
  fleet.write("clusters/fleet.yaml", FLEET);
  fleet.write("clusters/dev/shop.yaml", memberText("shop", { stage: "entries", account: "111111111111" }));
  fleet.write("clusters/staging/shop.yaml", memberText("shop", { stage: "dual", account: "222222222222" }));
  for (const name of ["ledger", "shop"]) {
    fleet.write(`clusters/prod/${name}.yaml`, memberText(name, { stage: "config-map", account: "333333333333" }));
  }
  const shownFile = (await cli(["show", "clusters/prod/shop.yaml"], { cwd: fleet.cwd })).stdout;
  const parts = [
    HEAD,
    fenced("yaml", FLEET),
    RULES,
    shown("eks-access show clusters/prod/shop.yaml", `${shownFile.split("\n").slice(0, 8).join("\n")}\n…\n`),
    GATE,
    await typed("status"),
    "## 4. Rings step\n",
    "The first ring waits for nobody. Its plans are applied, and its pipeline verifies:\n",
    await typed("advance --ring dev"),
  ];
  const held = await typed("advance --ring staging", 1);
  fleet.verify("dev/shop");
  fleet.verify("staging/shop");
  return [
    ...parts,
    "Without a result of that, the next ring is held, and no byte of it changes:\n",
    held,
    "With the results of both it goes: `--verified` asks one of each cluster that steps too, of the last 24 hours.\n",
    await typed("advance --ring staging --verified verified"),
    "Prod waits for a ring that has emptied its ConfigMaps, as its `after` says:\n",
    await typed("advance --ring 3 --dry-run --verified verified", 1),
    PAST,
  ].join("\n");
}
