/** What the API says it is, on the landing page and in its definition. */
export const apiTitle = "Sample OGC API";
export const apiDescription =
  "Made-up lakes, cities and groundwater wells of the Auen valley, and two processes, to try access rules with.";
