// Standard input that is empty: its lines, a question that nobody answers, and the program's end.
import { createInterface } from "node:readline/promises";

const lines = createInterface({ input: process.stdin });
lines.on("close", () => console.log("closed"));
for await (const line of lines) console.log("line", line);
console.log("no more", process.stdin.isTTY ?? false, process.stdin.readableEnded);
