import type { Tier } from "./s13-tiers";

/** A power that a council may give to a parish. What can never be given is in s14. */
export interface CataloguePower {
  id: string;
  /** Its name in plain words. */
  name: string;
  /** The statute that it resembles, as it is cited. */
  statute: string;
  tier: Tier;
  /** The local service that it is about, in plain words. */
  service: string;
  /** Which real law would apply, in one sentence. */
  realLaw: string;
}

type Entry = Omit<CataloguePower, "realLaw"> & { lets: string };

/** `lets` says what the statute really allows, after "by which". */
function entry({ lets, ...power }: Entry): CataloguePower {
  return Object.freeze({ ...power, realLaw: `The real law is the ${power.statute}, by which ${lets}.` });
}

/**
 * The catalogue of powers. Each entry names the statute that gives a parish council in England that power, or the right
 * that comes nearest to it.
 */
export const catalogue: readonly CataloguePower[] = [
  entry({
    id: "allotments",
    name: "Allotments",
    statute: "Small Holdings and Allotments Act 1908, section 23",
    tier: "B",
    service: "Allotment gardens",
    lets: "a parish council provides allotments where people ask for them",
  }),
  entry({
    id: "burial",
    name: "Cemeteries",
    statute: "Local Government Act 1972, section 214",
    tier: "C",
    service: "Cemeteries and crematoria",
    lets: "a parish council may provide and run cemeteries",
  }),
  entry({
    id: "churchyard",
    name: "Closed churchyards",
    statute: "Local Government Act 1972, section 215",
    tier: "B",
    service: "Care of closed churchyards",
    lets: "a parish council may be asked to look after a churchyard that is closed for burials",
  }),
  entry({
    id: "shelters",
    name: "Bus shelters",
    statute: "Local Government (Miscellaneous Provisions) Act 1953, section 4",
    tier: "B",
    service: "Bus shelters",
    lets: "a parish council may put up shelters at bus stops with the consent of whoever owns the land",
  }),
  entry({
    id: "seats",
    name: "Benches and roadside seats",
    statute: "Parish Councils Act 1957, section 1",
    tier: "B",
    service: "Benches and seats",
    lets: "a parish council may put seats and shelters along a road, with consent",
  }),
  entry({
    id: "clocks",
    name: "Public clocks",
    statute: "Parish Councils Act 1957, section 2",
    tier: "A",
    service: "Public clocks",
    lets: "a parish council may provide and repair public clocks",
  }),
  entry({
    id: "lighting",
    name: "Footway lighting",
    statute: "Parish Councils Act 1957, section 3",
    tier: "B",
    service: "Lights on footways and public places",
    lets: "a parish council may light roads and public places, with the consent of the highway authority",
  }),
  entry({
    id: "litter",
    name: "Litter bins and litter picking",
    statute: "Litter Act 1983, section 5",
    tier: "A",
    service: "Litter bins and street cleaning",
    lets: "a parish council may provide and empty litter bins",
  }),
  entry({
    id: "parks",
    name: "Parks and pleasure grounds",
    statute: "Public Health Act 1875, section 164",
    tier: "B",
    service: "Parks and playgrounds",
    lets: "a local council may lay out and look after public walks and pleasure grounds",
  }),
  entry({
    id: "open_space",
    name: "Open spaces",
    statute: "Open Spaces Act 1906, sections 9 and 10",
    tier: "B",
    service: "Greens and open spaces",
    lets: "a local council may hold and manage open spaces for the public",
  }),
  entry({
    id: "commons",
    name: "Commons",
    statute: "Commons Act 1899, section 5",
    tier: "B",
    service: "Commons",
    lets: "a parish council may help to run and improve a common",
  }),
  entry({
    id: "parking",
    name: "Cycle and car parking",
    statute: "Road Traffic Regulation Act 1984, section 57",
    tier: "C",
    service: "Parking places for bicycles and cars",
    lets: "a parish council may provide parking places for bicycles and vehicles, with consent",
  }),
  entry({
    id: "footpaths",
    name: "Footpath repairs",
    statute: "Highways Act 1980, section 43",
    tier: "A",
    service: "Footpaths and bridleways",
    lets: "a parish council may repair footpaths and bridleways in its area",
  }),
  entry({
    id: "verges",
    name: "Verges, trees and planting",
    statute: "Highways Act 1980, section 96",
    tier: "B",
    service: "Verges, street trees and planters",
    lets: "a parish council may plant trees and lay out verges beside roads, with the consent of the highway authority",
  }),
  entry({
    id: "toilets",
    name: "Public toilets",
    statute: "Public Health Act 1936, section 87",
    tier: "B",
    service: "Public toilets",
    lets: "a local council may provide public toilets",
  }),
  entry({
    id: "recreation",
    name: "Sports and leisure places",
    statute: "Local Government (Miscellaneous Provisions) Act 1976, section 19",
    tier: "B",
    service: "Sports grounds, halls and leisure centres",
    lets: "a local council may provide places for sport and leisure",
  }),
  entry({
    id: "water",
    name: "Ponds, ditches and drains",
    statute: "Public Health Act 1936, section 260",
    tier: "B",
    service: "Ponds, pools and ditches",
    lets: "a parish council may clean ponds and ditches that could harm health",
  }),
  entry({
    id: "crime",
    name: "Crime prevention",
    statute: "Local Government and Rating Act 1997, section 31",
    tier: "C",
    service: "Crime prevention",
    lets: "a parish council may pay for equipment and schemes that prevent crime",
  }),
  entry({
    id: "bus_grants",
    name: "Grants for bus services",
    statute: "Transport Act 1985, section 106A",
    tier: "A",
    service: "Community and local buses",
    lets: "a parish council may give grants to bus services for its residents",
  }),
  entry({
    id: "car_share",
    name: "Car sharing and taxi fares",
    statute: "Local Government and Rating Act 1997, sections 26 and 28",
    tier: "A",
    service: "Car sharing and taxi fare schemes",
    lets: "a parish council may set up car sharing and help to pay for taxi fares",
  }),
  entry({
    id: "transport_info",
    name: "Transport information",
    statute: "Local Government and Rating Act 1997, section 29",
    tier: "A",
    service: "Timetables and transport information",
    lets: "a parish council may find out and publish what public transport there is",
  }),
  entry({
    id: "calming",
    name: "Slower traffic",
    statute: "Highways Act 1980, section 274A",
    tier: "C",
    service: "Traffic calming",
    lets: "a parish council may help to pay for traffic calming that the highway authority builds",
  }),
  entry({
    id: "arts",
    name: "Arts and events",
    statute: "Local Government Act 1972, section 145",
    tier: "A",
    service: "Arts, music and events",
    lets: "a local council may provide or pay for entertainment and the arts",
  }),
  entry({
    id: "info",
    name: "Local information",
    statute: "Local Government Act 1972, section 142",
    tier: "A",
    service: "Notice boards and local information",
    lets: "a local council may publish information about its services and its area",
  }),
  entry({
    id: "grants",
    name: "Small grants",
    statute: "Local Government Act 1972, section 137",
    tier: "A",
    service: "Grants to local groups",
    lets: "a parish council may spend up to a yearly limit on what benefits its residents",
  }),
  entry({
    id: "planning_voice",
    name: "A voice in planning",
    statute: "Town and Country Planning Act 1990, Schedule 1, paragraph 8",
    tier: "C",
    service: "Comments on planning applications",
    lets: "a parish council may ask to be told of planning applications and comment on them",
  }),
  entry({
    id: "asset_nominate",
    name: "Naming community assets",
    statute: "Localism Act 2011, section 89",
    tier: "A",
    service: "List of assets of community value",
    lets: "a community body may nominate land or a building as an asset of community value",
  }),
  entry({
    id: "challenge",
    name: "Challenge to run a service",
    statute: "Localism Act 2011, section 81",
    tier: "C",
    service: "Running a council service",
    lets: "a community body may offer to run a council service, and the council must consider the offer",
  }),
];

const byId: ReadonlyMap<string, CataloguePower> = new Map(catalogue.map((power) => [power.id, power]));

/** The power with this id, or null when the catalogue has none. */
export function powerOf(id: string): CataloguePower | null {
  return byId.get(id) ?? null;
}
