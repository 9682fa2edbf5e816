export async function loaded(read: () => Promise<string>): Promise<string> {
  let text = "";
  const load = async (): Promise<void> => {
    text = await read();
  };
  load();
//^^^^^^ warning: Nobody waits for `load`: `text` is used at line 8 before it is filled at line 4, after an `await`. Await it first.
  return text;
}
