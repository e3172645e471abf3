import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHILD, CHILD_FILES, childRoot } from "../../support/overlay/child-root";
import { errors, placed, repository, warm } from "../../support/overlay/overlay-repository";

warm();

/** What `terraform init` writes in the outermost root, by the path of calls. */
const modulesJson = (modules: Readonly<Record<string, Readonly<Record<string, string>>>>): string =>
  JSON.stringify({ Modules: Object.entries(modules).map(([key, fields]) => ({ Key: key, ...fields })) });

const INSTALLED = "infra/.terraform/modules/modules.json";
const OPEN = CHILD.replaceAll('"20.37.2"', '"~> 20.20"');
/** An argument that came with v20.31. */
const LATE = OPEN.replace("  cluster_version ", "  enable_auto_mode_custom_tags = false\n  cluster_version ");
const at = (version: string): string =>
  modulesJson({
    "platform.eks": { Version: version, Dir: ".terraform/modules/platform.eks" },
    "platform.aws_auth": { Version: version, Dir: ".terraform/modules/platform.aws_auth/modules/aws-auth" },
  });

describe("eks-access overlay: what is installed for a local module", () => {
  test("an argument that the installed version does not have is refused", async () => {
    const { cwd, overlay } = repository({ ...childRoot({ child: LATE }), [INSTALLED]: at("20.24.3") });
    const run = await overlay();
    const line = LATE.split("\n").findIndex((each) => each.includes("enable_auto_mode")) + 1;
    expect(errors(run)).toEqual([`overlay-argument-unknown infra/platform/main.tf:${String(line)}`]);
    expect(existsSync(join(cwd, CHILD_FILES.override))).toBe(false);
  });

  test.each([
    ["of the installed version", { [INSTALLED]: at("20.37.2") }],
    ["where nothing is installed: the newest that the constraint lets in", {}],
    [
      "where another module of that name is installed",
      { [INSTALLED]: modulesJson({ eks: { Version: "20.24.3", Dir: ".terraform/modules/eks" } }) },
    ],
    [
      "where somebody has installed in the folder itself",
      { "infra/platform/.terraform/modules/modules.json": at("20.24.3") },
    ],
  ])("an argument %s is taken", async (_, installed) => {
    const { overlay } = repository({ ...childRoot({ child: LATE }), ...installed });
    expect(errors(await overlay())).toEqual([]);
  });

  const MIRROR = "git::https://git.example.com/mirrors/eks.git";
  const mirrored = CHILD.replace(
    /source = "terraform-aws-modules\/eks\/aws(\/\/modules\/aws-auth)?"\n {2}version = "20.37.2"/g,
    (_, part = "") => `source = "${MIRROR}${String(part)}"`,
  );
  const EKS = [
    "access_entries",
    "authentication_mode",
    "cluster_name",
    "cluster_version",
    "subnet_ids",
    "iam_role_arn",
  ];
  const AUTH = ["create", "manage"].map((verb) => `${verb}_aws_auth_configmap`);
  const variables = (names: readonly string[]): string => names.map((name) => `variable "${name}" {}\n`).join("");
  const copies = (names: readonly string[]) => ({
    "infra/.terraform/modules/platform.eks/variables.tf": variables(names),
    "infra/.terraform/modules/platform.aws_auth/modules/aws-auth/variables.tf": variables([
      ...AUTH,
      ...["roles", "users", "accounts"].map((list) => `aws_auth_${list}`),
    ]),
    [INSTALLED]: modulesJson({
      "platform.eks": { Source: MIRROR, Dir: ".terraform/modules/platform.eks" },
      "platform.aws_auth": { Source: MIRROR, Dir: ".terraform/modules/platform.aws_auth/modules/aws-auth" },
    }),
  });

  test("a copy of the module from a mirror is read where the outermost root has it", async () => {
    const { overlay, read } = repository({ ...childRoot({ child: mirrored }), ...copies(EKS) });
    expect(errors(await overlay())).toEqual([]);
    expect(read(CHILD_FILES.override)).toContain("API_AND_CONFIG_MAP");
  });

  test("its own variables say what it takes", async () => {
    const { overlay } = repository({
      ...childRoot({ child: mirrored }),
      ...copies(EKS.filter((name) => name !== "subnet_ids")),
    });
    const found = placed(await overlay(), "");
    expect(found.map(([code]) => code)).toEqual(["overlay-argument-unknown"]);
  });

  test("a copy that is not installed is refused", async () => {
    const run = await repository(childRoot({ child: mirrored })).overlay();
    expect(placed(run, "").map(([code]) => code)).toEqual(["overlay-module-unknown", "overlay-module-unknown"]);
  });
});
