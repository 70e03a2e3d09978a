/** Ports for servers whose address has to be known before they can listen. */
import { createServer } from "node:net";

/** Below the ports that operating systems hand out by themselves, so that nobody else is given one meanwhile. */
const [first, last] = [20_000, 32_000];

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = first + Math.floor(Math.random() * (last - first));
    if (await canListen(port)) return port;
  }
  throw new Error(`no free port found between ${first} and ${last}`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
