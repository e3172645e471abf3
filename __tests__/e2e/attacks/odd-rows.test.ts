import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { rowsOf } from "../../../lib/migration/file-rows";
import { role } from "../../support/definitions/arns";
import { ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { isWriting } from "../../support/eks/eks-request";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const ROWS = encodeAwsAuth(rowsOf(guarded("entries")));
const ALL = [ADMIN_ROW, DEV_ROW, NODE_ROW];
const STRANGER = role("stranger");
const ROW = { rolearn: STRANGER, username: "stranger", groups: ["a"] };
const yaml = (rows: typeof ALL): string => encodeAwsAuth(awsAuthOf(rows)).mapRoles;
const withRow = (text: string): string => `${ROWS.mapRoles}${text}`;

/** Sections that serve somebody whom the file does not know, or somebody whom it knows in another way. */
const REFUSED: Readonly<
  Record<string, { readonly mapRoles?: string; readonly mapUsers?: string; readonly says: RegExp }>
> = {
  "a key that stands twice in a row, the last one a stranger's": {
    mapRoles: withRow(`- rolearn: ${role("dev")}\n  rolearn: ${STRANGER}\n  username: x\n`),
    says: /stranger.*\[row-unknown\]|\[section-unreadable\]/,
  },
  "a stranger alone, and under mapUsers": {
    mapUsers: `- userarn: ${STRANGER}\n  username: x\n`,
    says: /role\/stranger by rows that its cluster file does not have/,
  },
  "JSON, with a stranger in it": {
    mapRoles: JSON.stringify([...ALL, ROW]),
    says: /role\/stranger by rows that its cluster file does not have/,
  },
  "a row that merges another one": {
    mapRoles: `- &dev\n  rolearn: ${role("dev")}\n  username: "dev:{{SessionName}}"\n  groups: [developers]\n- <<: *dev\n  rolearn: ${STRANGER}\n`,
    says: /stranger.*\[row-unknown\]|\[section-unreadable\]/,
  },
  "a stranger behind a byte order mark": {
    mapRoles: `\ufeff${withRow(yaml([ROW]))}`,
    says: /stranger.*\[row-unknown\]|\[section-unreadable\]/,
  },
  "a stranger in a second document": {
    mapRoles: `${ROWS.mapRoles}---\n${yaml([ROW])}`,
    says: /stranger.*\[row-unknown\]|\[section-unreadable\]/,
  },
  "keys and ARN in other case": {
    mapRoles: withRow(`- RoleARN: ARN:AWS:IAM::111122223333:ROLE/STRANGER\n  UserName: x\n  GROUPS: [a]\n`),
    says: /STRANGER by rows that its cluster file does not have/,
  },
  "a user name in another case": {
    mapRoles: yaml([{ ...ADMIN_ROW, username: "Admin:{{SessionName}}" }, DEV_ROW, NODE_ROW]),
    says: /role admin another username or other groups.*\[row-changed\]/,
  },
  "a second row for the same role, with more groups": {
    mapRoles: withRow(yaml([{ ...DEV_ROW, groups: ["developers", "owners"] }])),
    says: /role dev another username or other groups.*\[row-changed\]/,
  },
  "300 KB of strangers": {
    mapRoles: withRow(yaml(Array.from({ length: 2400 }, (_, i) => ({ ...ROW, rolearn: `${STRANGER}-${i}` })))),
    says: /stranger-\d+, and more by rows that its cluster file does not have/,
  },
};

/** The same rows in another shape: nobody gets or loses anything. */
const SAME: Readonly<Record<string, string>> = {
  "the same as JSON": JSON.stringify(ALL),
  "the same in another order, keys in other case": `- Groups: [developers]\n  USERNAME: "dev:{{SessionName}}"\n  RoleArn: ${role("DEV")}\n${yaml([NODE_ROW, ADMIN_ROW])}`,
  "the same behind 300 KB of comments": `${"# a row that somebody took out\n".repeat(10_000)}${ROWS.mapRoles}`,
  "with rows that serve nobody": `${ROWS.mapRoles}- rolearn: arn:aws:iam::111122223333:role/team/path\n  username: x\n- rolearn: arn:aws:sts::111122223333:assumed-role/dev/session\n  username: y\n- username: nobody\n`,
};

withMirror("kubernetes", "rows that somebody writes by hand in an odd shape", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(guarded("config-map"), { creator: CREATOR });
    for (const stage of ["dual", "entries"] as const) await bench.apply(guarded(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test.each(Object.entries(REFUSED))(
    "%s: retire is refused, and so is the plan that would write over it",
    async (_, { says, ...sections }) => {
      await bench.writeAwsAuth({ ...ROWS, ...sections });
      const first = bench.proxy.calls.length;
      for (const stage of ["entries", "retire"] as const) {
        const result = await bench.run(guarded(stage), "apply", "-auto-approve");
        expect([stage, result.exitCode]).toEqual([stage, 1]);
        expect(sentences(result)).toMatch(says);
      }
      expect(bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request))).toEqual([]);
      expect(await bench.kube.configMap("aws-auth")).toEqual({ ...ROWS, ...sections });
    },
    PATIENCE,
  );

  test(
    "mapRoles gone, and other users: dual, which takes the entries away, is refused, and entries writes the rows",
    async () => {
      await bench.writeAwsAuth({ mapUsers: "[]\n" });
      expect(await bench.refused(guarded("dual"))).toContain("[row-not-live]");
      await bench.apply(guarded("entries"));
      expect((await bench.kube.configMap("aws-auth"))?.mapRoles).toBe(ROWS.mapRoles);
    },
    PATIENCE,
  );

  test.each(Object.entries(SAME))(
    "%s: passes, and the rows are written as the file has them",
    async (_, mapRoles) => {
      await bench.writeAwsAuth({ ...ROWS, mapRoles });
      await bench.passes(guarded("retire"));
      await bench.apply(guarded("entries"));
      expect(await bench.kube.configMap("aws-auth")).toEqual(ROWS);
    },
    PATIENCE,
  );
});
