/** Headless Chromium, driven by playwright-core, with a profile of its own that is removed with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedPeer } from "../process/installed-peer.ts";
import { programPath } from "./program.ts";

/** As much of playwright-core as is used here: the peer brings its types no more than it brings itself. */
export interface BrowserAnswer {
  status(): number;
  url(): string;
  text(): Promise<string>;
  headers(): Readonly<Record<string, string>>;
}

export interface Page {
  goto(address: string, options?: { readonly waitUntil: "load" | "networkidle" }): Promise<BrowserAnswer>;
  /** Runs a function in the page, which gets one value that JSON can hold and returns such a value. */
  evaluate<Given, Result>(inPage: (given: Given) => Promise<Result>, given: Given): Promise<Result>;
  on(event: "response", listener: (answer: BrowserAnswer) => void): void;
  locator(selector: string): Locator;
  content(): Promise<string>;
  title(): Promise<string>;
  close(): Promise<void>;
}

export interface Locator {
  click(): Promise<void>;
  first(): Locator;
  locator(selector: string): Locator;
  textContent(): Promise<string | null>;
  waitFor(): Promise<void>;
}

export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** What is typed in where the browser asks for a user name and a password. */
  readonly httpCredentials?: { readonly username: string; readonly password: string };
}

interface PlaywrightCore {
  readonly chromium: {
    launchPersistentContext(profile: string, options: object): Promise<Browser>;
  };
}

/** It calls nobody but this machine, and runs as root and without a graphics card. */
const switches = [
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const packages = createRequire(join(installedPeer("INTEROP_CLIENTS"), "npm", "package.json"));

/** Starts the `chromium` of the machine. */
export async function startChromium(options: BrowserOptions = {}): Promise<Browser> {
  const playwright: { readonly default: PlaywrightCore } = await import(
    pathToFileURL(packages.resolve("playwright-core")).href
  );
  const profile = await mkdtemp(join(tmpdir(), "interop-chromium-"));
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await playwright.default.chromium.launchPersistentContext(profile, {
      executablePath: await programPath("chromium"),
      headless: true,
      args: switches,
      ...options,
    });
    return {
      newPage: () => browser.newPage(),
      close: () => browser.close().finally(removeProfile),
    };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}
