import { mostFileWords } from "~/forms/evidence";
import { type FormState, textOf } from "../council/form-state";
import { FileInput } from "../forms/file-input";
import { TextInput } from "../forms/text-input";

/** A file that shows how something stands, and what it shows in words. */
export function EvidenceFields({ state, kinds }: { state: FormState; kinds: "pictures" | "all" }) {
  const isAll = kinds === "all";
  const what = isAll ? "A JPEG, PNG or WebP picture, or a PDF" : "A JPEG, PNG or WebP picture";
  return (
    <>
      <FileInput
        {...textOf(state, "file")}
        label={isAll ? "Picture or paper (optional)" : "Picture (optional)"}
        labelSize="s"
        accept={isAll ? "image/jpeg,image/png,image/webp,application/pdf" : "image/jpeg,image/png,image/webp"}
        hint={`${what}, up to ${mostFileWords}. A picture is published without the place and the camera that its file names. Show no faces and no number plates.`}
      />
      <TextInput
        {...textOf(state, "alt")}
        label="What does it show?"
        labelSize="s"
        hint="For people who cannot see it. Needed only with a file."
      />
    </>
  );
}
