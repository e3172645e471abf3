import { arnOf, DEV_ENTRY, DEV_ROW, migrating } from "./bases";
import { FILE, type RuleExamples } from "./rule-example";

const OLD = `    - { rolearn: ${arnOf("old")}, username: old, groups: [developers] }\n`;
const LOST = migrating({ roles: DEV_ROW + OLD });
const SEEN = "2026-11-20T09:00:00.000Z";
const USAGE = JSON.stringify({
  format_version: "1.0",
  command: "usage",
  cluster_name: "demo",
  file: FILE,
  stage: "entries",
  counts: { logins: 1, requests: 0, unread: 0 },
  window: { from: SEEN, to: SEEN, gaps: [] },
  principals: [
    {
      arn: arnOf("old"),
      through: ["mapRoles[1]"],
      by_row: true,
      logins: 1,
      requests: 0,
      first: SEEN,
      last: SEEN,
      sessions: [],
      user_ids: [],
      refusals: [],
    },
  ],
  rows: [{ place: "mapRoles[1]", principal: arnOf("old"), last: SEEN, or_entry: false }],
  by_account: [],
  made_anew: [],
});

/** What logs tell of those who lose access later. */
export const USAGE_EXAMPLES: RuleExamples = {
  "usage-loser-seen": {
    files: { [FILE]: LOST, "usage.json": USAGE },
    mended: {
      [FILE]: LOST.replace(
        "aws_auth:",
        `${DEV_ENTRY.replaceAll("dev", "old").replace("oldelopers", "developers")}aws_auth:`,
      ),
    },
    run: ["check", FILE, "--usage", "usage.json"],
  },
};
