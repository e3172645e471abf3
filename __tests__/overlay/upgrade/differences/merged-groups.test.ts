import { edits } from "../../../support/overlay/group-edits";

const LOCALS = `locals {
  shared = {
    green = {
      platform = "windows"
    }
    blue = {
      min_sze = 1
    }
  }
  all = merge(local.shared, {
    gold = { platform = "linux" }
  })
}
`;

/** The place, the argument and the first words of what is said of groups. */
async function said(text: string, { from = "19.21.0", more = LOCALS } = {}): Promise<string[]> {
  const all = await edits(text, { from, more });
  return all.flatMap((line) => {
    const [, place = "", argument = "", does = ""] = /^(\S+) (.+?): (.*)$/.exec(line) ?? [];
    return /node_groups|fargate/.test(argument) ? [`${place} ${argument}: ${does.slice(0, 20)}`] : [];
  });
}

describe("groups that merge() puts together", () => {
  test("are looked through, each at its place", async () => {
    const text = `self_managed_node_groups = merge(
    local.shared, # those of all clusters
    {
      red = {
        min_size = 1
        platform = "bottlerocket"
      }
    },
    { "pink" = { platform = var.platform } },
  )`;
    expect((await said(text)).filter((line) => !line.includes("_defaults"))).toEqual(
      [
        'main.tf:18 self_managed_node_groups.red.platform: write ami_type = "BO',
        "main.tf:21 self_managed_node_groups.pink.platform: write ami_type in it",
        'more.tf:4 self_managed_node_groups.green.platform: write ami_type = "WI',
        "more.tf:7 self_managed_node_groups.blue.min_sze: delete it for a plan",
      ]
        .map((line) => line.replace("more.tf", "locals.tf"))
        .sort(),
    );
  });

  test("in a local, of which another merge() takes its part, and what comes last counts", async () => {
    const text = 'self_managed_node_groups = merge(local.all, { green = { ami_type = "AL2_x86_64" }, blue = {} })';
    expect((await said(text)).filter((line) => line.includes("platform"))).toEqual([
      'locals.tf:11 self_managed_node_groups.gold.platform: write ami_type = "AL',
    ]);
    expect((await said(text)).filter((line) => line.includes("min_sze"))).toEqual([]);
  });

  test.each([
    ["eks_managed_node_groups", "merge({ a = { min_sze = 1 } }, var.groups)", "var.groups"],
    ["fargate_profiles", "merge({ a = { min_sze = 1 } }, module.others.profiles)", "module.others.profiles"],
    ["self_managed_node_groups", "merge({ a = { min_sze = 1 } }, local.none)", "local.none"],
  ])("%s = %s: what is not read is named", async (argument, value, unread) => {
    const told = await said(`${argument} = ${value}`);
    expect(told).toContain(
      `main.tf:13 ${argument}.a.min_sze: delete it${argument === "fargate_profiles" ? ": 19.21.0 n" : " for a plan"}`,
    );
    expect(told).toContainEqual(`main.tf:13 ${argument}.\${${unread}}: not looked at, for a`);
  });

  test("of which no part can be read is named whole, and one of lists is none", async () => {
    expect(await said("eks_managed_node_groups = merge(var.a, var.b...)")).toEqual([
      "main.tf:13 eks_managed_node_groups: not looked at, for a",
    ]);
    expect(await said("eks_managed_node_groups = merge([{ a = {} }]...)")).toEqual([
      "main.tf:13 eks_managed_node_groups: not looked at, for a",
    ]);
    expect(await said("eks_managed_node_groups = merge({ a = {} }, { b = { min_sze = 1 } }).b")).toEqual([
      "main.tf:13 eks_managed_node_groups: not looked at, for a",
    ]);
  });

  test("of locals that merge each other, each once", async () => {
    const more =
      "locals {\n  one = merge(local.two, { a = {} })\n  two = merge(local.one, { b = { min_sze = 1 } })\n}\n";
    expect(await said("eks_managed_node_groups = local.one", { more })).toContain(
      "locals.tf:3 eks_managed_node_groups.b.min_sze: delete it for a plan",
    );
  });

  test("within one group", async () => {
    const text = `self_managed_node_groups = {
    one = merge(local.shared.green, {
      min_size = 1
    })
  }`;
    expect((await said(text)).filter((line) => line.includes("platform"))).toEqual([
      'locals.tf:4 self_managed_node_groups.one.platform: write ami_type = "WI',
    ]);
  });
});
