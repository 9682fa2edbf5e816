export function wrapped(url: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    fetch(url).then(resolve, reject);
  });
}
