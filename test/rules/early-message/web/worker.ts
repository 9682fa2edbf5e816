const answer = await fetch("table.json");
const table = (await answer.json()) as Record<string, string>;
if (answer.ok) {
  self.addEventListener("message", console.log);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: only after the `await` at line 1
  self.onmessage = (event: MessageEvent<string>) => postMessage(table[event.data]);
}
export {};
