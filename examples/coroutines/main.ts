// Two tasks of one thread take turns at each await, and lose no update.

let count = 0;

async function add(name: string): Promise<void> {
  for (let turn = 1; turn <= 3; turn++) {
    const before = count;
    count = before + 1;
    console.log(`${name} ${turn}`);
    await null;
  }
}

await Promise.all([add("ping"), add("pong")]);
console.log(`count ${count}`);
