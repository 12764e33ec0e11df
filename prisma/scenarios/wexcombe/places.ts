/** The invented councils of the example district. Their codes lie outside the ranges that the register uses. */
export const councils = [
  { slug: "wexcombe", name: "Wexcombe District Council", gss: "E07999999", kind: "district", population: 61_400 },
  { slug: "northmoor", name: "Northmoor Borough Council", gss: "E07999998", kind: "district", population: 48_900 },
] as const;

/**
 * What the councils have chosen inside the Act's bounds. Founders and supporters are so few that the example accounts of one ward can
 * found a parish by themselves; the demonstration scale is disclosed wherever the number of supporters is shown.
 */
export const schedules: Record<string, Readonly<Record<string, number>>> = {
  wexcombe: { founders: 3, demoScale: 0.02, trialMonths: 10, liveProposals: 5, seconderPercent: 0.5, seconderFloor: 4 },
  northmoor: { founders: 3, demoScale: 0.02, seconderFloor: 4, secondingDays: 21 },
};

export interface PlannedWard {
  key: string;
  council: string;
  name: string;
  gss: string;
  electorate: number;
  /** Residents confirmed before the history begins. */
  residents: number;
}

const founding = 62;

/** The wards, with the people who are confirmed there from the start. */
export const wards: readonly PlannedWard[] = [
  ward("millbrook", "wexcombe", "Millbrook", 1, 2310, 360),
  ward("station", "wexcombe", "Station", 2, 1870, 240),
  ward("harbour", "wexcombe", "Harbour", 3, 1640, founding),
  ward("upper-field", "wexcombe", "Upper Field", 4, 1420, founding),
  ward("castle-hill", "wexcombe", "Castle Hill", 5, 1985, founding),
  ward("wharf", "wexcombe", "Wharf", 6, 1210, founding),
  ward("northgate", "wexcombe", "Northgate", 7, 2040, founding),
  ward("saltmarsh", "wexcombe", "Saltmarsh", 8, 880, founding),
  ward("priory", "wexcombe", "Priory", 9, 1530, founding),
  ward("orchard-park", "wexcombe", "Orchard Park", 10, 1755, founding),
  ward("tanners-row", "wexcombe", "Tanners Row", 11, 940, founding),
  ward("beacon", "wexcombe", "Beacon", 12, 1365, founding),
  ward("weavers", "wexcombe", "Weavers", 13, 1120, founding),
  ward("kingsmead", "wexcombe", "Kingsmead", 14, 1690, founding),
  ward("fellside", "northmoor", "Fellside", 51, 1480, 140),
  ward("moor-end", "northmoor", "Moor End", 52, 1230, founding),
];

function ward(
  key: string,
  council: string,
  name: string,
  place: number,
  electorate: number,
  residents: number,
): PlannedWard {
  return { key, council, name, gss: `E05999${String(place).padStart(3, "0")}`, electorate, residents };
}

/** More residents of the main parish's wards who are confirmed later, in days from today, until its roll is complete. */
export const laterResidents: readonly { on: number; ward: string; residents: number }[] = [
  { on: -300, ward: "millbrook", residents: 140 },
  { on: -252, ward: "station", residents: 160 },
  { on: -190, ward: "millbrook", residents: 280 },
  { on: -140, ward: "station", residents: 310 },
  { on: -95, ward: "millbrook", residents: 260 },
  { on: -50, ward: "station", residents: 220 },
];

/** How many people are on the roll of the main parish at the end: everybody named here, and as many more on the last day. */
export const mainRoll = 2_184;
/** The last confirmation comes before the first of the votes that are open now. */
export const lastConfirmedOn = -36;
