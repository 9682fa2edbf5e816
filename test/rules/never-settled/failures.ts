async function load(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

export function swallowed(url: string): Promise<string> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: if `load` at line 10 rejects
    load(url)
      .then((text) => resolve(text))
      .catch((error) => console.error(error));
  });
}

export function executor(url: string): Promise<string> {
  return new Promise(async (resolve) => {
//       ^^^^^^^^^^^ warning: if `load` at line 19 fails
    const text = await load(url);
    resolve(text);
  });
}

export function timer(url: string): Promise<string> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: if `load` at line 28 fails
    setTimeout(async () => {
      resolve(await load(url));
    }, 10);
  });
}
