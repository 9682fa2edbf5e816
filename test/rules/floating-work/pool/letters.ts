async function log(text: string): Promise<void> {
  await fetch("https://log.example", { method: "POST", body: text });
}

export default function stamp(letter: string): string {
  setTimeout(() => console.log("stamped"), 10);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: What `setTimeout` has put off stands still once this task has ended
  return letter;
}

export async function send(letter: string): Promise<string> {
  await log(`sends ${letter}`);
  void log(`sent ${letter}`);
  //   ^^^^^^^^^^^^^^^^^^^^^ warning: What `log` still has to do stands still
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 10);
  });
  setTimeout(() => console.log("late"), 10).unref();
  return letter;
}

/** No task of the pool. */
export async function count(letters: readonly string[]): Promise<number> {
  void log("counts");
  return letters.length;
}
