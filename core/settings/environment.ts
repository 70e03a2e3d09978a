/** Names of the environment variables that functions read: what is known only when the stack is deployed. */

/** Holds the ARN of the API key secret, where API keys are configured. */
export const apiKeySecretVariable = "API_KEY_SECRET_ARN";
