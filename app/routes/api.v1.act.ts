import { apiAnswer } from "#server/http/api";
import { actAsData } from "~/domain/act/published-act";

/** The whole Act as data: its text, its figures with their bounds and precedents, and the real law that it resembles. */
export function loader() {
  return apiAnswer(actAsData());
}
