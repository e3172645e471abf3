import { LATER_VARIABLES } from "../../lib/module/later-variables";
import { type Shape, variableShape } from "../../lib/module/module-shape";
import {
  DEFAULT_VERSION,
  knownVersions,
  moduleVariables,
  NEWEST_VERSION,
  versionsWith,
} from "../../lib/module/module-table";
import { v20Name } from "../../lib/module/other-version-names";
import { HEAD, refused } from "./module-yaml";

/** A value that a shape takes, as YAML has it in one line. */
function valueOf(shape: Shape | undefined): string {
  switch (shape?.kind) {
    case "bool":
      return "true";
    case "number":
      return "90";
    case "list":
      return `[${valueOf(shape.of)}]`;
    case "map":
      return `{ one: ${valueOf(shape.of)} }`;
    case "object":
      return `{ ${[...shape.fields].map(([name, field]) => `${name}: ${valueOf(field)}`).join(", ")} }`;
    case "any":
    case "string":
    case undefined:
      return "text";
  }
}

const lineOf = (variable: string): string =>
  `${variable}: ${valueOf(variableShape("eks", NEWEST_VERSION, variable))}\n`;

const AT_21 = HEAD.replace("region:", 'providers: { aws: ">= 6.28, < 7.0" }, region:').concat(
  `module: { version: ${NEWEST_VERSION} }\nauthentication_mode: API\naccess_entries: {}\n`,
);

const BOTH = "`render: module`, which gives it to the module, or `render: overlay`, which leaves it in your HCL";

describe("variables that came after the default version", () => {
  test("are those of the newest version that v20 has under no name", () => {
    const v20 = moduleVariables("eks", DEFAULT_VERSION);
    const later = [...(moduleVariables("eks", NEWEST_VERSION)?.keys() ?? [])].filter((name) => v20?.has(name) !== true);
    const renamed = later.filter((name) => !LATER_VARIABLES.includes(name));
    expect(LATER_VARIABLES).toEqual(
      expect.arrayContaining(["control_plane_scaling_config", "deletion_protection", "region"]),
    );
    expect(renamed.map((name) => v20Name(name, (each) => v20?.has(each) === true))).not.toContain(undefined);
    expect(renamed).toEqual(expect.arrayContaining(["addons", "kubernetes_version", "name"]));
  });

  test.each(LATER_VARIABLES)("v21 takes %s, of the kind that it has", (variable) => {
    expect(refused("", `${AT_21}${lineOf(variable)}`)).toEqual([]);
  });

  test.each(LATER_VARIABLES)("v20 refuses %s, and says from which version on it is there", (variable) => {
    const text = `${AT_21.replace(NEWEST_VERSION, DEFAULT_VERSION).replace('">= 6.28, < 7.0"', '">= 5.95, < 6.0"')}${lineOf(variable)}`;
    const [only = "", ...others] = refused("", text);
    expect(others).toEqual([]);
    expect(only).toContain(`key-unknown ${variable}: expected a variable of the module ${DEFAULT_VERSION}`);
    expect(only).toContain(`\`${variable}\` exists from ${versionsWith("eks", variable)?.first ?? "none"} on`);
  });

  test.each(LATER_VARIABLES)(
    "`render: resources` refuses %s, and names the two renderings that take it",
    (variable) => {
      const told = refused(
        "",
        `${HEAD.replace("render: module\n", "")}authentication_mode: API\n${lineOf(variable)}`,
      ).filter((line) => line.includes(variable));
      expect(told).toEqual([expect.stringContaining(`variable-unsupported ${variable}: `)]);
      expect(told[0]).toContain(BOTH);
    },
  );

  test("a misspelt field of one, and a value of another kind, are refused with their places", () => {
    expect(refused("", `${AT_21}control_plane_scaling_config: { teir: standard }\n`).join()).toContain(
      "key-unknown control_plane_scaling_config.teir: ",
    );
    expect(refused("", `${AT_21}deletion_protection: maybe\n`).join()).toContain("type-wrong deletion_protection: ");
    expect(knownVersions("eks").at(-1)).toBe(NEWEST_VERSION);
  });
});
