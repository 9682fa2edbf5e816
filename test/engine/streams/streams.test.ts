// Streams on the simulated machine do what they do on Node.

import { describe, expect, test } from "vitest";
import { printed, realNode, simulate } from "../../support/against-node";
import { NODE_STREAM_PROGRAMS } from "./node-programs";
import { WEB_STREAM_PROGRAMS } from "./web-programs";

describe.each([
  ["node:stream", NODE_STREAM_PROGRAMS],
  ["WHATWG streams", WEB_STREAM_PROGRAMS],
])("%s", (_name, programs) => {
  test.concurrent.each(Object.entries(programs))("%s", async (_program, code) => {
    const files = { "main.cjs": code };
    const [simulated, real] = await Promise.all([simulate(files).then(printed), realNode(files)]);
    expect(simulated).toEqual(real);
  });
});
