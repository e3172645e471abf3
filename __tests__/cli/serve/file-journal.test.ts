import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openJournal } from "../../../lib/cli/serve/file-journal";
import { folderWith } from "../../support/cli/cli-run";

const TASK = {
  id: "taskrs-1",
  runId: "run-1",
  workspace: "demo",
  organization: "example",
  accessToken: "secret-token",
};

describe("openJournal", () => {
  test("knows after a restart what ended and what did not, and tells the latter once", async () => {
    const folder = join(folderWith({}), "journal");
    const { journal, ended, interrupted } = await openJournal(folder);
    expect([ended, interrupted]).toEqual([[], []]);
    await journal.accepted(TASK);
    await journal.accepted({ ...TASK, id: "taskrs-2" });
    await journal.ended("taskrs-1", "passed");
    const again = await openJournal(folder);
    expect(again.ended).toEqual(["taskrs-1"]);
    expect(again.interrupted).toMatchObject([{ task: "taskrs-2", run: "run-1", workspace: "demo" }]);
    const third = await openJournal(folder);
    expect([third.ended, third.interrupted]).toEqual([["taskrs-1"], []]);
  });

  test("holds no token", async () => {
    const folder = folderWith({});
    const { journal } = await openJournal(folder);
    await journal.accepted(TASK);
    await journal.ended(TASK.id, "failed");
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), "utf8")).not.toContain("secret");
  });

  test("forgets what is older than a day", async () => {
    const entry = {
      task: "old",
      run: "r",
      workspace: "w",
      organization: "o",
      accepted: "2020-01-01",
      ending: "passed",
    };
    const folder = folderWith({ "old.task.json": JSON.stringify(entry) });
    await openJournal(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("passes over what it cannot read", async () => {
    const folder = folderWith({ "torn.task.json": '{"task":', "other.txt": "x", "null.task.json": "null" });
    expect(await openJournal(folder)).toMatchObject({ ended: [], interrupted: [] });
  });

  test("refuses a folder that is none", async () => {
    const folder = folderWith({ journal: "" });
    await expect(openJournal(join(folder, "journal"))).rejects.toThrow(/^--journal: .*: cannot be used: EEXIST/);
    mkdirSync(join(folder, "ok"));
    writeFileSync(join(folder, "ok", "note"), "");
    await expect(openJournal(join(folder, "ok"))).resolves.toBeDefined();
  });
});
