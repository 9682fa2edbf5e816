// Copies the run to the clipboard in the forms that other tools read.

import { useState } from "preact/hooks";
import { toChromeTrace } from "#engine/trace/export/chrome-trace";
import { toMermaid } from "#engine/trace/export/mermaid";
import { toPretty } from "#engine/trace/export/pretty";
import type { Trace } from "#engine/trace/trace";
import { Menu } from "../widgets/menu";

export interface CopyProps {
  readonly trace: Trace;
  report(message: string): void;
}

export function Copy({ trace, report }: CopyProps) {
  const [said, setSaid] = useState("");
  const copy = (what: string, make: () => string): void => {
    navigator.clipboard.writeText(make()).then(
      () => setSaid(`Copied ${what}.`),
      (error: unknown) => {
        setSaid("Could not copy.");
        report(`Copying ${what} failed: ${String(error)}`);
      },
    );
  };
  const items = [
    { label: "Copy run as text", choose: () => copy("the run as text", () => toPretty(trace)) },
    { label: "Copy as Mermaid diagram", choose: () => copy("a Mermaid diagram", () => toMermaid(trace)) },
    {
      label: "Copy as Chrome trace (Perfetto)",
      choose: () => copy("a Chrome trace", () => JSON.stringify(toChromeTrace(trace))),
    },
    { label: "Copy replay token", choose: () => copy("the token", () => trace.token) },
  ];
  return (
    <>
      <span class="said" role="status">
        {said}
      </span>
      <Menu label="Copy the run" icon="ellipsis" items={items} />
    </>
  );
}
