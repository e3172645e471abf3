import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Acceptance } from "../../../lib/migration/definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { accepting, ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { GuardBench, guarded } from "../../support/guards/guard-bench";
import {
  accepted,
  everyStack,
  type GuardCases,
  judging,
  lacking,
  migrating,
  passes,
  refused,
  unread,
  withRows,
} from "../../support/guards/guard-cases";
import { GuardJury } from "../../support/guards/guard-jury";
import { newCluster } from "../../support/definitions/sample-definitions";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const NEW_ROW: RoleRow = { rolearn: role("new"), username: "new:{{SessionName}}", groups: ["developers"] };
const NEW_ENTRY: AccessEntry = {
  principalArn: role("new"),
  userName: "new:{{SessionName}}",
  kubernetesGroups: ["developers"],
};
const ROWS = [ADMIN_ROW, DEV_ROW, NODE_ROW];
const DEV_ENTRY: AccessEntry = {
  principalArn: role("dev"),
  userName: "dev:{{SessionName}}",
  kubernetesGroups: ["developers"],
};
const MISSING = ["admin", "dev", "node"].map((key) => `row_without_live_access_entry["${key}"]`);
/** What is asked for where nobody reads rows, and the file has none. */
const ALL_MISSING = [...MISSING, 'row_without_live_access_entry["break_glass"]'];
const isUnread = (kind: string): boolean => kind.endsWith("without Kubernetes");

/** Rows that are known, covered, and never written. */
const FOREIGN = {
  awsAuth: { awsAuthRoles: ROWS, awsAuthUsers: [], awsAuthAccounts: [], manageAwsAuthConfigmap: false },
};

/** Somebody new, with a row and an entry. */
function joined(stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const accessEntries = { ...guarded(stage).accessEntries, new: NEW_ENTRY };
  return withRows(stage, [...ROWS, NEW_ROW], { accessEntries, ...rest });
}

/** The developers, without row and entry. */
function left(stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  return lacking("dev", withRows(stage, [ADMIN_ROW, NODE_ROW], rest));
}

/** Row and entry of the developers give another group. */
function changed(rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const accessEntries = { ...guarded("entries").accessEntries, dev: { ...DEV_ENTRY, kubernetesGroups: ["owners"] } };
  return withRows("entries", [ADMIN_ROW, { ...DEV_ROW, groups: ["owners"] }, NODE_ROW], { accessEntries, ...rest });
}

/** The key `dev` is called `developers`. */
function renamed(): ClusterDefinition {
  const { accessEntries, ...rest } = lacking("dev", guarded("retire"));
  return { ...rest, accessEntries: { ...accessEntries, developers: DEV_ENTRY } };
}

/** At retire, where nobody reads the rows, with other entries. */
function unreadWith(entries: Readonly<Record<string, AccessEntry>>, ...accept: readonly Acceptance[]) {
  const whole = unread("retire");
  const accessEntries = { ...whole.accessEntries, ...entries };
  return { ...whole, accessEntries, accept: [...(whole.accept ?? []), ...accept] };
}

/** The same with an entry that EKS should have made. */
function expectingUnread(principal: string): ClusterDefinition {
  return { ...unread("retire"), migration: { stage: "retire", expected: [CREATOR, principal] } };
}

/** A file whose migration is over. */
function settled(authenticationMode: "API" | "API_AND_CONFIG_MAP"): ClusterDefinition {
  const { awsAuth: _, migration: __, ...rest } = guarded("done");
  return { ...rest, authenticationMode };
}

withMirror("kubernetes", "guards at every stage of the live cluster", () => {
  let bench: GuardBench;
  let jury: GuardJury;

  beforeAll(async () => {
    bench = await GuardBench.live(guarded("config-map"), { creator: CREATOR });
    await bench.createRole("new");
    jury = await GuardJury.start(bench.workspace(), guarded("config-map"));
  }, PATIENCE);

  afterAll(async () => {
    jury.remove();
    await bench.stop();
  }, PATIENCE);

  function live(state: string, prepare: () => unknown, cases: GuardCases): void {
    judging(state, { jury: () => jury, prepare, patience: PATIENCE }, cases);
  }

  live("in CONFIG_MAP", () => undefined, {
    ...everyStack((stage) => (stage === "config-map" || stage === "dual" ? [] : ["[live-mode]"])),
    "a file without migration and in another mode is refused": refused(settled("API"), "[live-mode]"),
    "a new cluster passes": passes(newCluster({ clusterName: "new" })),
    "a new row passes": passes(withRows("config-map", [...ROWS, NEW_ROW])),
    "a row that goes is refused, unless its principal leaves": refused(left("config-map"), "[row-unknown]"),
    "a row that goes with its principal passes": passes(left("config-map", { leaving: [role("dev")] })),
  });

  live("after dual", async () => bench.switchMode("API_AND_CONFIG_MAP"), {
    ...everyStack((stage, kind) => {
      if (stage === "config-map" || stage === "done") return ["[live-mode]"];
      if (stage === "dual" || stage === "entries") return [];
      if (isUnread(kind)) return ALL_MISSING;
      return stage === "retire" ? MISSING : ["[row-left]"];
    }),
    "somebody new by a row passes": passes(withRows("dual", [...ROWS, NEW_ROW])),
    "somebody new with an entry that is not rendered yet is refused": refused(joined("dual"), "[row-not-live]"),
    "somebody new with an entry that is not rendered yet passes where that is accepted": passes(
      joined("dual", accepted("row-not-live", role("new"))),
    ),
    "somebody who leaves passes": passes(left("dual", { leaving: [role("dev")] })),
  });

  live("after entries", async () => bench.makeEntries(guarded("entries")), {
    ...everyStack((stage, kind) => {
      if (stage === "config-map" || stage === "done") return ["[live-mode]"];
      return stage === "api" && !isUnread(kind) ? ["[row-left]"] : [];
    }),
  });

  live("after entries, with changes of the file", () => undefined, {
    "a row and its entry added together pass": passes(joined("entries")),
    "they pass at retire too": passes(joined("retire")),
    "a row alone passes": passes(withRows("entries", [...ROWS, NEW_ROW])),
    "somebody who leaves passes": passes(left("entries", { leaving: [role("dev")] })),
    "somebody who leaves passes at retire": passes(left("retire", { leaving: [role("dev")] })),
    "somebody who does not leave is refused": refused(left("entries"), "[row-unknown]"),
    "somebody who does not leave is refused at retire": refused(left("retire"), "[row-unknown]", "[entry-not-live]"),
    "an accepted change of a row passes": passes(changed(accepted("row-changed", role("dev")))),
    "a change of a row that nobody accepted is refused": refused(changed(), "[row-changed]"),
    "a wave that is taken back passes": passes(migrating({ wave: 1 })),
    "rows that somebody else writes pass": passes(withRows("entries", ROWS, FOREIGN)),
    "rows that somebody else writes pass at retire, which forgets them": passes(withRows("retire", ROWS, FOREIGN)),
    "rows that somebody else writes pass at api, for entries cover them": passes(withRows("api", ROWS, FOREIGN)),
    "rows that are forgotten pass at retire": passes(migrating({ stage: "retire", retire: "forget" })),
    "rows that are forgotten pass at api": passes(migrating({ stage: "api", retire: "forget" })),
    "somebody new passes at retire where nobody reads the rows, and the file has some": passes({
      ...unreadWith({ new: NEW_ENTRY }),
      ...FOREIGN,
    }),
    "somebody new is refused at retire where nobody reads the rows, and the file has none": refused(
      unreadWith({ new: NEW_ENTRY }),
      'row_without_live_access_entry["new"]',
    ),
    "somebody new passes there by name": passes(
      unreadWith({ new: NEW_ENTRY }, { ...accepting("entry-not-live"), principal: role("new") }),
    ),
    "another entry than the live one is refused where nobody reads the rows": refused(
      unreadWith({ dev: { ...DEV_ENTRY, kubernetesGroups: ["owners"] } }),
      `The live access entry of role dev in cluster demo (STANDARD, user name dev:{{SessionName}}, groups developers) is not what access_entries of its cluster file says for key dev: write migration.stage: entries and apply it, which makes or corrects the entry, before a later stage takes the row away, or, where no row serves it, add code entry-not-live with its ARN as principal to the list accept [entry-not-live].`,
    ),
    "an expected principal without a live entry is refused where nobody reads the rows": refused(
      expectingUnread(role("workers")),
      `row_without_live_access_entry["${role("workers")}"]`,
    ),
    "guards do not see aws_auth and migration leave the file together, which forgets the rows": passes(
      settled("API_AND_CONFIG_MAP"),
    ),
  });

  live(
    "after retire",
    () => bench.writeAwsAuth({ mapRoles: "[]", mapUsers: "[]", mapAccounts: "[]" }),
    everyStack((stage, kind) => {
      if (stage === "config-map" || stage === "done") return ["[live-mode]"];
      return stage === "dual" && !isUnread(kind) ? ["[row-not-live]"] : [];
    }),
  );

  live("after retire, with changes of the file", () => undefined, {
    "somebody new passes": passes(joined("retire")),
    "back with an entry deleted at once is refused": refused(
      lacking("dev", guarded("entries")),
      "has none of the rows of its cluster file yet, and the file has no access entry for role dev: keep the entry",
    ),
    "back with a wave that is not in is refused": refused(
      migrating({ wave: 2 }),
      "renders no access entry for role node, and the live aws-auth has no row for the same principal",
    ),
    "guards do not see an entry and its row leave the file together": passes(left("retire")),
    "guards do not see a key renamed": passes(renamed()),
    "guards do not see an entry move to expected": passes(
      lacking("node", migrating({ stage: "retire", expected: [role("node"), CREATOR] })),
    ),
    "a ConfigMap that is emptied passes at api": passes(guarded("api")),
  });

  live("after api", async () => bench.switchMode("API"), {
    ...everyStack((stage) => (stage === "api" || stage === "done" ? [] : ["[live-mode]"])),
    "a file without migration passes": passes(settled("API")),
    "a file without migration and in another mode is refused": refused(settled("API_AND_CONFIG_MAP"), "[live-mode]"),
    "somebody new passes": passes(joined("api")),
    "somebody who leaves passes": passes(left("done", { leaving: [role("dev")] })),
  });

  live(
    "after done",
    async () => {
      await bench.kube.deleteConfigMap("aws-auth");
      await bench.changeEntry("DELETE", role("dev"));
    },
    {
      "a ConfigMap that is gone passes at done": passes(guarded("done")),
      "a ConfigMap that is gone passes at api, planned again": passes(guarded("api")),
      "an entry that drifted away is made again": passes(settled("API")),
    },
  );
});
