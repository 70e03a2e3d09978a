/** Rows of requests, and what each must be read as. */
import assert from "node:assert/strict";
import type { ApiLayout } from "#core/api-layout";
import { ogcResource } from "#core/ogc-resource";
import { asked } from "./asked.ts";

/** A method, a path and perhaps a media type; the resource's type; its actions with + between; the ids it names. */
export type Row = readonly [request: string, type: string, actions: string, named?: Record<string, string>];

/** Asserts every row, and names the one that is wrong. */
export function assertRows(rows: readonly Row[], layout?: ApiLayout): void {
  for (const [request, type, actions, named = {}] of rows) {
    const [method = "", path = "", contentType] = request.split(" ");
    const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
    const resource = ogcResource(asked(method, path, headers), layout);
    const { type: actualType, actions: actualActions, ...actualNamed } = resource;
    assert.deepEqual([actualType, actualActions.join("+"), actualNamed], [type, actions, named], request);
  }
}
