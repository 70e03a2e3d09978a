/** The one error of reading a template: it says what has to change before it can be served as AWS would. */

/** `template_invalid`: AWS would refuse it too; `template_not_reproduced`: AWS would not, this gateway must. */
export type TemplateErrorCode = "template_invalid" | "template_not_reproduced";

/** A template that is not served; the message names the resource, the property and the remedy. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;

  constructor(code: TemplateErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A mistake that a deployment would refuse as well. */
export function invalid(message: string): TemplateError {
  return new TemplateError("template_invalid", message);
}

/** Something that AWS does and this gateway does not: refused at the start, so that nobody relies on it. */
export function notReproduced(message: string): TemplateError {
  return new TemplateError("template_not_reproduced", `${message}: not reproduced by the local gateway`);
}
