/** The one style sheet of the pages. */
import type { Answer } from "../answer.ts";

const styles = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; }
header { border-bottom: 1px solid; padding: 0.75rem 0; }
nav { display: flex; flex-wrap: wrap; gap: 1.25rem; }
.asker { margin: 0.5rem 0 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid; padding: 0.25rem 0.6rem; text-align: left; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem 1.5rem; overflow-wrap: anywhere; }
`;

/** `/static/style.css`; the same for everybody, and may be stored for an hour. */
export const styleSheet: Answer = {
  status: 200,
  mediaType: "text/css; charset=utf-8",
  headers: { "Cache-Control": "public, max-age=3600" },
  body: styles,
};
