/** The collection that no access rule of the benchmark reaches. */
export const closedCollection = "mines";
