import { useSubmit } from "@remix-run/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";
import { Select } from "../forms/select";
import { TextInput } from "../forms/text-input";

/** How long a slider must rest before the decisions are made again. */
const pauseMs = 120;

export interface LabFormProps {
  councils: readonly { slug: string; name: string }[];
  /** Empty for all councils. */
  council: string;
  parameters: readonly { name: string; meaning: string; section: { number: number } }[];
  parameter: { name: string; min: number; max: number; unit: string; precedent: string; default: number };
  isFraction: boolean;
  /** What was typed, or the value in force. */
  value: string;
  /** The instant of a permanent link; empty for now. */
  until: string;
  problem: string | null;
}

/** What is tried out in the lab. Without scripts it is sent with its button; with them the page follows the slider. */
export function LabForm(props: LabFormProps) {
  const { parameter, isFraction, problem } = props;
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [hasScripts, setHasScripts] = useState(false);
  const [slid, setSlid] = useState<string | null>(null);
  useEffect(() => {
    setHasScripts(true);
    return () => clearTimeout(timer.current);
  }, []);

  const send = (withoutValue: boolean) => {
    if (!form.current) return;
    const asked = new FormData(form.current);
    if (withoutValue) asked.delete("value");
    submit(asked, { method: "get", replace: true, preventScrollReset: true });
  };
  const onChange = (event: FormEvent<HTMLFormElement>) => {
    const field = event.target as HTMLElement & { name?: string };
    // Another figure starts from its own value in force.
    if (field.name === "parameter") send(true);
    else if (field.name === "council") send(false);
  };
  const onSlide = (value: string) => {
    setSlid(value);
    const box = form.current?.elements.namedItem("value");
    if (box instanceof HTMLInputElement) box.value = value;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(false), pauseMs);
  };

  return (
    <form method="get" ref={form} onChange={onChange} noValidate className="lab-form">
      {props.until && <Hidden name="until" value={props.until} />}
      <Select
        key={`council ${props.council}`}
        name="council"
        label="Whose decisions?"
        value={props.council}
        options={[
          { value: "", text: "All councils" },
          ...props.councils.map((council) => ({ value: council.slug, text: council.name })),
        ]}
      />
      <Select
        key={`parameter ${parameter.name}`}
        name="parameter"
        label="Which figure?"
        value={parameter.name}
        options={props.parameters.map((one) => ({
          value: one.name,
          text: `Section ${one.section.number}: ${one.meaning}`,
        }))}
      />
      <TextInput
        key={`value ${parameter.name} ${props.value}`}
        name="value"
        label="Which value?"
        hint={`From ${parameter.min} to ${parameter.max} ${parameter.unit}. The Act’s own figure is ${parameter.default}. ${parameter.precedent}`}
        value={props.value}
        inputMode={isFraction ? "decimal" : "numeric"}
        widthCharacters={5}
        suffix={parameter.unit}
        error={problem ?? undefined}
      />
      {hasScripts && (
        <p className="lab-form__slider">
          <input
            type="range"
            aria-label={`Value in ${parameter.unit}`}
            min={parameter.min}
            max={parameter.max}
            step={isFraction ? (parameter.unit === "times" ? 0.01 : 0.5) : 1}
            value={slid ?? (problem ? String(parameter.default) : props.value)}
            onChange={(event) => onSlide(event.target.value)}
          />
        </p>
      )}
      <Button>Make the decisions again</Button>
    </form>
  );
}
