import { SEVERITIES } from "../../../lib/finding/severity";
import { colourOf, painter } from "../../../lib/report/text/colour";

const TERMINAL = { isTTY: true };

describe("painter", () => {
  test.each([
    ["red", "\u001b[31mx\u001b[0m"],
    ["yellow", "\u001b[33mx\u001b[0m"],
    ["green", "\u001b[32mx\u001b[0m"],
    ["dim", "\u001b[2mx\u001b[0m"],
    ["bold", "\u001b[1mx\u001b[0m"],
  ] as const)("paints %s on a terminal", (colour, painted) => {
    expect(painter(TERMINAL, {})("x", colour)).toBe(painted);
  });

  test.each([
    ["in a file or pipe", {}, {}],
    ["in what is no terminal", { isTTY: false }, {}],
    ["with NO_COLOR", TERMINAL, { NO_COLOR: "1" }],
    ["on a dumb terminal", TERMINAL, { TERM: "dumb" }],
  ] as const)("leaves text alone %s", (_, stream, env) => {
    expect(painter(stream, env)("x", "red")).toBe("x");
  });

  test("takes an empty NO_COLOR for none, as no-color.org does", () => {
    expect(painter(TERMINAL, { NO_COLOR: "" })("x", "red")).toBe("\u001b[31mx\u001b[0m");
  });
});

describe("colourOf", () => {
  test("is red for whatever refuses, yellow for a warning, dim for a note", () => {
    expect(Object.fromEntries(SEVERITIES.map((severity) => [severity, colourOf(severity)]))).toEqual({
      error: "red",
      blocker: "red",
      danger: "red",
      irreversible: "red",
      warning: "yellow",
      note: "dim",
    });
  });
});
