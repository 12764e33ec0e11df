import { Details } from "../content/details";
import { WarningText } from "../content/warning-text";
import { Button } from "../forms/button";
import { Checkboxes } from "../forms/checkboxes";

export interface WithdrawParishProps {
  slug: string;
  name: string;
  error?: string;
}

/** Lets a founder withdraw a parish, folded away and asked for twice because it cannot be undone. */
export function WithdrawParish({ slug, name, error }: WithdrawParishProps) {
  return (
    <Details summary="Withdraw this parish" isOpen={Boolean(error)}>
      <WarningText>Withdrawing ends {name} for good. Its record stays readable.</WarningText>
      <form method="post" action={`/parishes/${slug}/founding`} noValidate>
        <Checkboxes
          name="confirm"
          label="Are you sure?"
          options={[{ value: "yes", label: "Yes, withdraw the parish" }]}
          error={error}
        />
        <Button tone="warning" name="intent" value="withdraw">
          Withdraw the parish
        </Button>
      </form>
    </Details>
  );
}
