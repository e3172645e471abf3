import { parse } from "@cdktf/hcl2json";
import { rowsFile, rowsNames } from "../../../lib/overlay/upgrade/rows-file";
import { moduleState, readState } from "../../../lib/overlay/upgrade/call/module-state";

/** The sections of the file for a state that has these, as Terraform's own reader has them. */
async function sections(data: Readonly<Record<string, string | null>>): Promise<unknown> {
  const one = (type: string, name: string, attributes: unknown) => ({
    module: "module.eks",
    mode: "managed",
    type,
    name,
    instances: [{ index_key: 0, attributes }],
  });
  const resources = [one("aws_eks_cluster", "this", {}), one("kubernetes_config_map_v1_data", "aws_auth", { data })];
  const state = moduleState(readState(JSON.stringify({ version: 4, resources })) ?? [], "module.eks");
  const read = await parse("rows.tf", rowsFile(state, { names: rowsNames() }) ?? "");
  return at(read, "resource", "kubernetes_config_map_v1_data", "eks_access_aws_auth", 0, "data");
}

function at(value: unknown, ...path: readonly (number | string)[]): unknown {
  return path.reduce(
    (each: unknown, key) => Object.entries(each ?? {}).find(([name]) => name === String(key))?.[1],
    value,
  );
}

describe("rowsFile", () => {
  test.each([
    ["a bell, a back space, a form feed", "a\u0007b\bc\fd\n"],
    ["a tab and a carriage return", "a\tb\r\n"],
    ["quotes and backslashes", 'a "b" \\ \\b \\\\f'],
    ["letters beyond ASCII", "- rolearn: é 🙂\n"],
  ])("writes %s as Terraform reads it back", async (_, text) => {
    expect(await sections({ mapRoles: text })).toEqual({ mapRoles: text });
  });

  test("evaluates nothing: what looks like a template is written as it stands", async () => {
    expect(await sections({ mapRoles: "a ${b} %{c}" })).toEqual({ mapRoles: "a $${b} %%{c}" });
  });

  test("a section that is null is none, and a name with a dot is a key", async () => {
    expect(await sections({ mapRoles: "[]\n", mapUsers: null, "map.own": "x" })).toEqual({
      mapRoles: "[]\n",
      "map.own": "x",
    });
  });
});
