import { apiRefused } from "#server/http/api";

/** Every address under /api that does not exist. */
export function loader() {
  return apiRefused({ code: "not_found", message: "The API has nothing at this address." });
}

export const action = loader;
