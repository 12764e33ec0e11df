import { throwRefused } from "#server/http/respond";

const nothingHere = "Nothing is kept at this address. If you typed it, check that it is right.";

/** Every address that no other route answers. */
export function loader(): never {
  throwRefused({ code: "not_found", message: nothingHere });
}

export function action(): never {
  throwRefused({ code: "not_found", message: nothingHere });
}

export default function NotFound() {
  return null;
}
