const table = fetch("table.json").then((answer) => answer.json() as Promise<Record<string, string>>);
self.onmessage = async (event: MessageEvent<string>) => postMessage((await table)[event.data]);
await table;
export {};
