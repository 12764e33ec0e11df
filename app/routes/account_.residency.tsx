import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  claimResidency,
  endResidency,
  enterPostedCode,
  type FieldError,
  findCouncil,
  findWard,
  getHome,
  listCouncils,
  listWards,
  pageNumber,
  type Refused,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { errorsOf, formStatus, throwRefused } from "#server/http/respond";
import { HomeFacts, type HomeFactsProps } from "~/components/account/home-facts";
import { SectionLinks } from "~/components/act/section-links";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { Checkboxes } from "~/components/forms/checkboxes";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { TextInput } from "~/components/forms/text-input";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { addressForm, claimForm, newcomerName, postedCodeForm } from "~/forms/people";
import { errorOf, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled("Where you live");

const here = "/account/residency";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  if (actor.personId === null) throwRefused({ code: "not_signed_in", message: "Sign in to say where you live." });
  if (actor.name === newcomerName) throw redirect(`/account/name?to=${encodeURIComponent(here)}`);
  const asked = new URL(request.url).searchParams;
  const now = await app.now();
  const home = await getHome(app.db, actor.personId, now);
  const step = await stepOf(asked);
  return { home, ...step };

  async function stepOf(query: URLSearchParams) {
    const ward = query.get("ward") ? await findWard(app.db, query.get("ward") as string) : null;
    if (ward) return { step: "address" as const, ward };
    const council = query.get("council") ? await findCouncil(app.db, query.get("council") as string) : null;
    if (council) {
      const wards = await listWards(app.db, council.id);
      return {
        step: "ward" as const,
        council,
        wards: wards.map(({ gss, name }) => ({ gss, name })),
        isMissing: query.get("asked") === "yes",
      };
    }
    const isSettled = home.state === "claimed" || home.state === "confirmed";
    if (isSettled && query.get("change") !== "yes") return { step: "home" as const };
    const search = (query.get("search") ?? "").trim().slice(0, 80);
    const councils = await listCouncils(app.db, now, { search, page: pageNumber(query.get("page")) });
    return { step: "council" as const, search, councils };
  }
}

/** What a form of this page came to when it did not lead on: which step to show, and what is wrong with it. */
interface Answer {
  step: "home" | "address" | "age";
  errors: FieldError[];
  typed: Typed;
}

function answer(step: Answer["step"], typed: Typed, refused?: Refused) {
  const errors = refused ? errorsOf(refused) : [];
  return data<Answer>({ step, errors, typed }, { status: refused ? formStatus(refused) : 200 });
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const form = await formOf(request);
  switch (form.get("intent")) {
    case "code": {
      const read = readForm(postedCodeForm, form);
      const { postedCode: _code, ...typed } = read.typed;
      if (!read.ok) return answer("home", typed, read.refused);
      const outcome = await enterPostedCode(app.context, actor, read.value);
      return outcome.ok ? redirect("/account") : answer("home", typed, outcome.refused);
    }
    case "end": {
      const outcome = await endResidency(app.context, actor);
      return outcome.ok ? redirect("/account") : answer("home", {}, outcome.refused);
    }
    case "address": {
      const read = readForm(addressForm, form);
      return read.ok ? answer("age", read.typed) : answer("address", read.typed, read.refused);
    }
    default: {
      const read = readForm(claimForm, form);
      if (!read.ok) {
        const isAddress = read.refused.errors?.some((error) => error.field === "address");
        return answer(isAddress ? "address" : "age", read.typed, read.refused);
      }
      const { ward, address, age, moving } = read.value;
      const outcome = await claimResidency(app.context, actor, { ward, address, isAged16: age, isMoving: moving });
      return outcome.ok ? redirect("/account") : answer("age", read.typed, outcome.refused);
    }
  }
}

export default function ResidencyPage() {
  const page = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered?.errors ?? [];
  const typed = answered?.typed ?? {};
  if (page.step === "address") {
    const place = { ward: page.ward, typed, errors };
    return answered?.step === "age" ? (
      <AgeStep {...place} isMoving={page.home.state === "confirmed"} />
    ) : (
      <AddressStep {...place} />
    );
  }
  if (page.step === "ward") return <WardStep {...page} />;
  if (page.step === "council") return <CouncilStep {...page} hasClaim={page.home.state !== "none"} />;
  return <HomeStep home={page.home} errors={errors} />;
}

function HomeStep({ home, errors }: { home: HomeFactsProps; errors: FieldError[] }) {
  return (
    <Main before={<BackLink href="/account" text="Your account" />}>
      <ErrorSummary errors={errors} />
      <PageHeading title="Where you live" />
      <HomeFacts {...home} />
      {home.state === "claimed" && (
        <>
          <h2 className="govuk-heading-m">A code from a letter</h2>
          <form method="post" action={here}>
            <TextInput
              name="postedCode"
              label="The code from the letter"
              hint="Eight letters and figures, like 7K4M-Q2XP."
              autoComplete="off"
              hasSpellCheck={false}
              widthCharacters={10}
              error={errorOf(errors, "postedCode")}
            />
            <Button name="intent" value="code">
              Confirm my home
            </Button>
          </form>
          <h2 className="govuk-heading-m">Something is wrong</h2>
          <p className="govuk-body">
            <a href={`${here}?change=yes`}>Claim another address</a>. It takes the place of this claim, and a code that
            was posted for this one stops working.
          </p>
        </>
      )}
      {home.state === "confirmed" && (
        <p className="govuk-body">
          <a href={`${here}?change=yes`}>I have moved, or have turned 16</a>
        </p>
      )}
      <Details summary={home.state === "claimed" ? "Take my claim back" : "I do not live there any more"}>
        <p>
          {home.state === "claimed"
            ? "The council will not look at it any more, and the address you gave is removed."
            : "You will not be on the roll of votes that open from now on. You keep your place in votes that are open already."}
        </p>
        <form method="post" action={here}>
          <Button tone="warning" name="intent" value="end">
            {home.state === "claimed" ? "Take my claim back" : "End my home here"}
          </Button>
        </form>
      </Details>
    </Main>
  );
}

interface CouncilStepProps {
  search: string;
  councils: { items: { slug: string; name: string }[]; page: number; hasNext: boolean };
  hasClaim: boolean;
}

function CouncilStep({ search, councils, hasClaim }: CouncilStepProps) {
  const pageHref = (page: number) => {
    const query = new URLSearchParams({ change: "yes", page: String(page) });
    if (search) query.set("search", search);
    return `${here}?${query}`;
  };
  return (
    <Main before={<BackLink href={hasClaim ? here : "/account"} />}>
      <PageHeading
        caption="Where you live"
        title="Which council is yours?"
        lead="It is the one on your council tax bill."
      />
      <form method="get" action={here} className="search">
        <Hidden name="change" value="yes" />
        <TextInput name="search" label="Find a council by name" value={search} type="search" />
        <Button tone="secondary">Search</Button>
      </form>
      {councils.items.length === 0 ? (
        <EmptyState title={search ? `No council has “${search}” in its name` : "Councils will be listed here"}>
          {search ? "Try a shorter word." : "Nobody has loaded any councils yet."}
        </EmptyState>
      ) : (
        <ul className="govuk-list">
          {councils.items.map((council) => (
            <li key={council.slug}>
              <a href={`${here}?change=yes&council=${council.slug}`}>{council.name}</a>
            </li>
          ))}
        </ul>
      )}
      <Pagination
        previous={councils.page > 1 ? { href: pageHref(councils.page - 1) } : null}
        next={councils.hasNext ? { href: pageHref(councils.page + 1) } : null}
      />
    </Main>
  );
}

interface WardStepProps {
  council: { slug: string; name: string };
  wards: { gss: string; name: string }[];
  isMissing: boolean;
}

function WardStep({ council, wards, isMissing }: WardStepProps) {
  const error = isMissing ? "Choose your ward." : undefined;
  return (
    <Main before={<BackLink href={`${here}?change=yes`} />}>
      <ErrorSummary errors={error ? [{ field: "ward", message: error }] : []} />
      {wards.length === 0 ? (
        <>
          <PageHeading caption={council.name} title="Which ward do you live in?" />
          <EmptyState title="The wards of this council will be listed here">
            Nobody has loaded them yet. Ask whoever runs this service.
          </EmptyState>
        </>
      ) : (
        <form method="get" action={here}>
          <Hidden name="council" value={council.slug} />
          <Hidden name="asked" value="yes" />
          <Radios
            name="ward"
            label="Which ward do you live in?"
            labelSize="l"
            isPageHeading
            hint={`A ward is a part of ${council.name} that elects its own councillors. Its name is on your poll card.`}
            options={wards.map((ward) => ({ value: ward.gss, label: ward.name }))}
            error={error}
          />
          <Button>Continue</Button>
        </form>
      )}
    </Main>
  );
}

interface PlaceStepProps {
  ward: { gss: string; name: string; council: { slug: string; name: string } };
  typed: Typed;
  errors: FieldError[];
}

function AddressStep({ ward, typed, errors }: PlaceStepProps) {
  return (
    <Main before={<BackLink href={`${here}?change=yes&council=${ward.council.slug}`} />}>
      <ErrorSummary errors={errors} />
      <form method="post" action={`${here}?ward=${ward.gss}`}>
        <Hidden name="ward" value={ward.gss} />
        <TextInput
          name="address"
          label={`What is your address in ${ward.name}?`}
          labelSize="l"
          isPageHeading
          hint="The first line and the postcode. Only officers of the council see it, and it is removed as soon as they have decided."
          autoComplete="off"
          value={typedText(typed.address)}
          error={errorOf(errors, "address")}
        />
        <Button name="intent" value="address">
          Continue
        </Button>
      </form>
    </Main>
  );
}

function AgeStep({ ward, typed, errors, isMoving }: PlaceStepProps & { isMoving: boolean }) {
  const address = typedText(typed.address);
  return (
    <Main before={<BackLink href={`${here}?ward=${ward.gss}`} />}>
      <ErrorSummary errors={errors} />
      <form method="post" action={`${here}?ward=${ward.gss}`}>
        <Hidden name="ward" value={ward.gss} />
        <Hidden name="address" value={address} />
        <Radios
          name="age"
          label="Are you 16 or over?"
          labelSize="l"
          isPageHeading
          hint="The answer is kept as yes or no. People of 16 and over are on the roll of votes."
          isInline
          value={typedText(typed.age)}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
          error={errorOf(errors, "age")}
        />
        {isMoving && (
          <>
            <WarningText>
              Your confirmed home ends when you send this. Until the new one is confirmed you cannot support, propose or
              second, and you are not on the roll of votes that open in the meantime.
            </WarningText>
            <Checkboxes
              name="moving"
              label="Ending your confirmed home"
              value={typed.moving === "yes" ? ["yes"] : []}
              options={[{ value: "yes", label: "I understand that my confirmed home ends now" }]}
              error={errorOf(errors, "moving")}
            />
          </>
        )}
        <p className="govuk-body">
          You are telling {ward.council.name} that you live at {address}, in {ward.name}. An officer confirms it or
          posts you a code; a convenor never does. <SectionLinks sections={["s24"]} />
        </p>
        <Button name="intent" value="claim">
          Send to the council
        </Button>
      </form>
    </Main>
  );
}
