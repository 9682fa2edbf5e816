export async function loaded(read: () => Promise<string>): Promise<string> {
  let text = "";
  const load = async (): Promise<void> => {
    text = await read();
  };
  await load();
  return text;
}
