/** The name of the file that holds the key sets of issuers with `staticKeys`, beside the function that reads it. */

/** A JSON object: the text of a key set (RFC 7517) by the issuer it is of. */
export const keySetsFile = "key-sets.json";
