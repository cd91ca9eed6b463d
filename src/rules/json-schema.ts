import { z } from "zod";
import { ruleFileSchema } from "./schema.js";

/** JSON Schema of a rule file, for editors: completion and checks while typing. */
export function ruleFileJsonSchema(): object {
  return {
    title: "tishu rule file",
    ...z.toJSONSchema(ruleFileSchema, { io: "input", unrepresentable: "any" }),
  };
}
