/** Every process of the sample API. */
import { helloWorld } from "./hello-world.ts";
import type { Process } from "./process.ts";
import { waterBalance } from "./water-balance.ts";

export const sampleProcesses: readonly Process[] = [helloWorld, waterBalance];
