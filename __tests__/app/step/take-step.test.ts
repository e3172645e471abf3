import { takeStep } from "../../../lib/app/step/take-step";
import { clusterText, filesOf, TODAY } from "../texts";

const at = (stage: string) => filesOf({ "demo.yaml": clusterText(stage) });

describe("takeStep", () => {
  test("advances a text: one line changes, and its comment stays", () => {
    const { text, told } = takeStep(at("dual"), { direction: "advance", today: TODAY });
    expect(text).toBe(clusterText("entries"));
    expect([told.clusterName, told.from, told.to]).toEqual(["demo", { stage: "dual" }, { stage: "entries" }]);
    expect(told.changes.map(({ line }) => line)).toEqual([12]);
    expect(told.facts?.does).toEqual(["creates access entry ops for role ops, which overrides its row at once"]);
  });

  test("takes the step back to the same bytes", () => {
    expect(takeStep(at("entries"), { direction: "back", today: TODAY }).text).toBe(clusterText("dual"));
  });

  test("gives no text where the gate of the next stage refuses it, or AWS the way back", () => {
    const forward = takeStep(at("entries"), { direction: "advance", today: TODAY });
    expect(forward.text).toBeUndefined();
    expect(forward.told.findings).toContainEqual(
      expect.objectContaining({ code: "admin-missing", severity: "blocker" }),
    );
    const back = takeStep(at("dual"), { direction: "back", today: TODAY });
    expect([back.text, back.told.refusal?.reason]).toEqual([
      undefined,
      "stage dual cannot be undone: AWS does not take a cluster back to an earlier authentication mode",
    ]);
  });

  test("tells the findings of a text that is no cluster", () => {
    const { text, told } = takeStep(filesOf({ "demo.yaml": "" }), { direction: "advance", today: TODAY });
    expect([text, told.findings.map(({ code }) => code)]).toEqual([undefined, ["file-empty"]]);
  });

  test("takes no step for a file whose cluster a neighbour has", () => {
    const { sources: neighbours } = filesOf({ "copy.yaml": clusterText("dual") });
    const { text, told } = takeStep({ ...at("dual"), neighbours }, { direction: "advance", today: TODAY });
    expect([text, told.findings.map(({ code }) => code)]).toEqual([undefined, ["cluster-name-twice"]]);
  });
});
