import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../../../support/cli/cli-run";
import { repository } from "../../../support/overlay/overlay-repository";
import { ROOT, state } from "../../../support/overlay/upgrade-root";

const RENAME =
  'rename cluster_service_ipv4_cidr to cluster_service_cidr: from 20.8.3 on templates of user data get no other, and Terraform refuses the plan; it always has the range of the cluster, and the other was "" where the module was not told it, so that the text may change';
const TEMPLATE = `#!/bin/bash
%{ if length(cluster_service_ipv4_cidr) > 0 ~}
export SERVICE_IPV4_CIDR=\${cluster_service_ipv4_cidr}
%{ endif ~}
my_cluster_service_ipv4_cidr=1
`;

interface Made {
  readonly from?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** A link: from, to. */
  readonly link?: readonly [string, string];
  readonly more?: string;
}

/** What is said of templates of a root whose call says this. */
async function told(text: string, { from = "19.21.0", files = {}, link, more = "" }: Made = {}): Promise<string[]> {
  const main = ROOT.replace("19.21.0", from).replace(/ {2}manage_aws_auth[^]*\n\}\n/, `  ${text}\n}\n`);
  const { cwd } = repository({
    "infra/main.tf": main,
    "infra/more.tf": more,
    "state.json": state({ rows: false }),
    ...files,
  });
  if (link !== undefined) symlinkSync(join(cwd, link[0]), join(cwd, link[1]));
  const { exitCode, stdout, stderr } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], {
    cwd,
  });
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout.split("\n").flatMap((line) => {
    const [, place, what] = /^ {2}infra\/(\S+:\d+) +(.*)$/.exec(line) ?? [];
    return place !== undefined && what?.includes("user_data_template_path") === true ? [`${place} ${what}`] : [];
  });
}

const managed = (path: string): string =>
  `eks_managed_node_groups = {\n    blue = {\n      user_data_template_path = ${path}\n    }\n  }`;
const BLUE = "eks_managed_node_groups.blue.user_data_template_path";

describe("templates of user data", () => {
  test.each(['"./own/linux.tpl"', '"${path.module}/own/linux.tpl"', '"${ path.root }/own/linux.tpl"'])(
    "%s is read, and each line with the old name is told",
    async (path) => {
      expect(await told(managed(path), { files: { "infra/own/linux.tpl": TEMPLATE } })).toEqual([
        `own/linux.tpl:2 ${BLUE}: ${RENAME}`,
        `own/linux.tpl:3 ${BLUE}: ${RENAME}`,
      ]);
    },
  );

  test("without the old name, nothing is told", async () => {
    const files = { "infra/own/linux.tpl": "echo ${cluster_name}\n" };
    expect(await told(managed('"${path.module}/own/linux.tpl"'), { files })).toEqual([]);
  });

  test.each([
    ["there is none", '"${path.module}/own/none.tpl"'],
    ["it lies elsewhere", '"${path.module}/../elsewhere.tpl"'],
    ["its path is an expression", "var.template"],
    ["its name is an expression", '"${path.module}/own/${var.kind}.tpl"'],
    ["it is a link to another folder", '"own.tpl"'],
  ])("where %s, what to look for is told at the argument", async (_, path) => {
    const files = { "elsewhere.tpl": TEMPLATE };
    expect(await told(managed(path), { files, link: ["elsewhere.tpl", "infra/own.tpl"] })).toEqual([
      `main.tf:15 ${BLUE}: where the template has cluster_service_ipv4_cidr, ${RENAME}`,
    ]);
  });

  test("of what groups share, of self-managed groups, of locals and of sub-modules; each line once", async () => {
    const text = `eks_managed_node_group_defaults = { user_data_template_path = "a.tpl" }
  self_managed_node_groups = local.own`;
    const more = `locals {
  own = {
    one = { user_data_template_path = "a.tpl" }
    two = {
      user_data_template_path = var.own
    }
  }
}

module "group" {
  source                  = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version                 = "19.21.0"
  user_data_template_path = "\${path.module}/b.tpl"
}
`;
    const files = { "infra/a.tpl": TEMPLATE.split("\n").slice(1, 3).join(" "), "infra/b.tpl": TEMPLATE.slice(0, 60) };
    expect(await told(text, { files, more })).toEqual([
      `a.tpl:1 eks_managed_node_group_defaults.user_data_template_path: ${RENAME}`,
      `b.tpl:2 module.group.user_data_template_path: ${RENAME}`,
      `more.tf:5 self_managed_node_groups.two.user_data_template_path: where the template has cluster_service_ipv4_cidr, ${RENAME}`,
    ]);
  });

  test.each([
    ["20.8.2", 2],
    ["20.8.3", 0],
    ["20.13.1", 0],
  ])("from %s: %i lines", async (from, count) => {
    const files = { "infra/a.tpl": TEMPLATE };
    expect(await told(managed('"a.tpl"'), { from, files })).toHaveLength(count);
  });

  test("from 20.8.3 to 20.11.1 the address of the DNS service has another name", async () => {
    const files = { "infra/a.tpl": 'ip = "${cluster_dns_ip}"\n' };
    expect(await told(managed('"a.tpl"'), { from: "20.9.0", files })).toEqual([
      `a.tpl:1 ${BLUE}: rename cluster_dns_ip to cluster_dns_ips: from 20.12.0 on templates of user data get no other, and Terraform refuses the plan, a list in brackets and quotes`,
    ]);
    expect(await told(managed('"a.tpl"'), { from: "20.12.0", files })).toEqual([]);
    expect(await told(managed('""'))).toEqual([]);
  });
});
