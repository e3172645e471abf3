import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { rowsOf } from "../../../lib/migration/file-rows";
import { ACCOUNT, policyArn, role } from "../../support/definitions/arns";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { passes, refused, judging, unread } from "../../support/guards/guard-cases";
import { GuardJury } from "../../support/guards/guard-jury";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const ROWS = encodeAwsAuth(rowsOf(guarded("entries")));
const DEV = { kubernetesGroups: ["developers"], username: "dev:{{SessionName}}" };
const EVE = `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/eve"}]`;
const ROWS_ONLY = "-target=kubernetes_config_map_v1_data.aws_auth";

withMirror("kubernetes", "guards and a state that is at entries", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(guarded("config-map"));
    for (const stage of ["dual", "entries"] as const) await bench.apply(guarded(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "drift is repaired by the same plan, and nobody loses by it: a policy, an entry, rows written differently",
    async () => {
      const admin = `/clusters/demo/access-entries/${encodeURIComponent(role("admin"))}/access-policies`;
      await bench.eks("DELETE", `${admin}/${encodeURIComponent(policyArn("AmazonEKSClusterAdminPolicy"))}`);
      await bench.changeEntry("DELETE", role("dev"));
      await bench.writeAwsAuth({ ...ROWS, mapRoles: `# by hand\n${ROWS.mapRoles}`, mapUsers: "" });
      await bench.apply(guarded("entries"));
      expect(await bench.passes(guarded("entries"))).toContain("No changes.");
      expect(await bench.kube.configMap("aws-auth")).toEqual(ROWS);
      expect(await bench.proxy.stateOf("demo").policies(role("admin"))).toHaveLength(1);
    },
    PATIENCE,
  );

  test(
    "-target on the rows does not get past a stranger's row, nor past a missing entry",
    async () => {
      await bench.writeAwsAuth({ ...ROWS, mapUsers: EVE });
      expect(await bench.refused(guarded("retire"), ROWS_ONLY)).toContain("[row-unknown]");
      await bench.writeAwsAuth(ROWS);
      await bench.changeEntry("DELETE", role("dev"));
      expect(await bench.refused(guarded("retire"), ROWS_ONLY)).toContain(
        'with data.aws_eks_access_entry.row_without_live_access_entry["dev"]',
      );
      await bench.apply(guarded("entries"));
    },
    PATIENCE,
  );

  test(
    "-target on an entry or the cluster does not get past the mode",
    async () => {
      expect(await bench.refused(guarded("done"), "-target=aws_eks_access_entry.admin")).toContain("[live-mode]");
      expect(await bench.refused(guarded("config-map"), "-target=aws_eks_cluster.this")).toContain("[live-mode]");
    },
    PATIENCE,
  );

  const { terraform } = guarded("entries");
  test.each(["ephemeral", "token"] as const)(
    "kubernetes_auth %s reaches the cluster's own API server, which takes no tokens of IAM here: refused by the address",
    async (kubernetesAuth) => {
      const said = await bench.refused(guarded("retire", { terraform: { ...terraform, kubernetesAuth } }));
      expect(said).toContain("Error: Unauthorized");
      expect(said).toContain("with data.kubernetes_config_map_v1.config_map_unread_mend_kubernetes_auth_or_accept");
    },
    PATIENCE,
  );

  describe("an edit between plan and apply of retire is refused in apply, before any row goes", () => {
    let again: () => void;

    beforeAll(async () => {
      await bench.passes(guarded("retire"), "-out=saved");
      again = await bench.keepState();
    }, PATIENCE);

    const edits = {
      "of aws-auth": {
        sentence:
          "aws-auth of cluster demo has changed since this plan was made: nothing that depends on it was applied; plan the stage of the cluster file again [changed-since-plan].",
        edit: () => bench.writeAwsAuth({ ...ROWS, mapUsers: EVE }),
        undo: () => bench.writeAwsAuth(ROWS),
      },
      "of an entry": {
        sentence: `The access entry of role dev in cluster demo has changed since this plan was made: nothing that depends on it was applied`,
        edit: () => bench.changeEntry("POST", role("dev"), { ...DEV, kubernetesGroups: ["owners"] }),
        undo: () => bench.changeEntry("POST", role("dev"), DEV),
      },
      "that deletes an entry": {
        sentence: 'with data.aws_eks_access_entry.row_without_live_access_entry_at_apply["dev"]',
        edit: () => bench.changeEntry("DELETE", role("dev")),
        undo: () => bench.eks("POST", "/clusters/demo/access-entries", { principalArn: role("dev"), ...DEV }),
      },
      "of the mode": {
        sentence: "The authentication mode of cluster demo has changed since this plan was made",
        edit: () => bench.switchMode("API"),
        undo: () => undefined,
      },
    };

    test.each(Object.entries(edits))(
      "%s",
      async (_, { sentence, edit, undo }) => {
        await edit();
        const before = await bench.kube.configMap("aws-auth");
        const result = await bench.runSaved();
        expect(sentences(result)).toContain(sentence);
        expect(result.exitCode).toBe(1);
        expect(await bench.kube.configMap("aws-auth")).toEqual(before);
        again();
        await undo();
      },
      PATIENCE,
    );
  });

  describe("where the Kubernetes API does not answer", () => {
    let jury: GuardJury;
    const prepare = async (): Promise<void> => {
      const workspace = bench.workspace({ KUBE_CONFIG_PATH: "no-such-kubeconfig" });
      jury = await GuardJury.start(workspace, guarded("api"));
    };
    const nowhere = "data.kubernetes_config_map_v1.config_map_unread_mend_kubernetes_auth_or_accept";
    judging(
      "",
      { jury: () => jury, prepare, patience: PATIENCE },
      {
        "an EksStack is refused, by the address that says what to do": refused(guarded("api"), nowhere),
        "an AccessStack is refused": refused(guarded("api", { render: "access" }), nowhere),
        "it passes where that is accepted": passes(unread("api")),
      },
    );
    afterAll(() => jury.remove());
  });
});
