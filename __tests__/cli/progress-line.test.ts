import { progressLine } from "../../lib/cli/running/progress-line";

/** What is written to a terminal, or to a pipe, by a work of which each step takes so many milliseconds. */
function written(
  terminal: { readonly isTTY: boolean; readonly columns?: number },
  step: number,
  steps: number,
): string {
  const texts: string[] = [];
  let now = 0;
  const line = progressLine({ ...terminal, write: (text) => texts.push(text) }, "clusters", () => now);
  for (let done = 1; done <= steps; done += 1) {
    now += step;
    line.show(done, steps);
  }
  line.clear();
  return texts.join("");
}

describe("progressLine", () => {
  test("shows how many of how many after two seconds, ten times a second at most, and clears the line", () => {
    const clear = "\r\u001b[K";
    expect(written({ isTTY: true }, 1000, 3)).toBe(`${clear}clusters: 2 of 3${clear}clusters: 3 of 3${clear}`);
    expect(written({ isTTY: true }, 25, 88)).toBe(
      `${clear}clusters: 80 of 88${clear}clusters: 84 of 88${clear}clusters: 88 of 88${clear}`,
    );
  });

  test("stays on one line of a terminal, and is whole where the terminal says that it has no width", () => {
    const clear = "\r\u001b[K";
    expect(written({ isTTY: true, columns: 10 }, 2000, 1)).toBe(`${clear}clusters:${clear}`);
    expect(written({ isTTY: true, columns: 0 }, 2000, 1)).toBe(`${clear}clusters: 1 of 1${clear}`);
  });

  test("shows nothing of work that is done before", () => {
    expect(written({ isTTY: true }, 10, 199)).toBe("");
  });

  test("shows nothing in a pipe, however long the work takes", () => {
    expect(written({ isTTY: false }, 1000, 60)).toBe("");
  });
});
