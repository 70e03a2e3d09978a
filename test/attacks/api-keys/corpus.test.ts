/** Every attack on API keys. */
import { holdCorpus } from "../hold-corpus.ts";
import { attacks as managed } from "./managed-keys.ts";
import { attacks as places } from "./places.ts";
import { attacks as texts } from "./texts.ts";

const corpus = {
  "texts that are nearly a key": texts,
  "managed keys that are not valid here": managed,
  "two places, and HTTP Basic (RFC 7617)": places,
};

holdCorpus(corpus, 200, /^(api_key|basic)_/);
