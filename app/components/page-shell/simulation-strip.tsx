/** The strip under the masthead that says the Act is simulated (section 1). */
export function SimulationStrip() {
  return (
    <aside className="simulation-strip" aria-label="Simulation">
      <div className="govuk-width-container">
        <p>
          <strong>Simulation.</strong> The Community Power Act is not law. <a href="/act/s1">What would really apply</a>
        </p>
      </div>
    </aside>
  );
}
