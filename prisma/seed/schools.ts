import type { RegisterSchool } from "~/domain/school";

/** Where a story's school stands: the real districts of the force's area, with their real codes. */
const DISTRICTS = {
  leicester: { code: "E06000016", name: "Leicester", authority: "856" },
  rutland: { code: "E06000017", name: "Rutland", authority: "857" },
  blaby: { code: "E07000129", name: "Blaby", authority: "855" },
  charnwood: { code: "E07000130", name: "Charnwood", authority: "855" },
  harborough: { code: "E07000131", name: "Harborough", authority: "855" },
  hinckley: { code: "E07000132", name: "Hinckley and Bosworth", authority: "855" },
  melton: { code: "E07000133", name: "Melton", authority: "855" },
  northWest: { code: "E07000134", name: "North West Leicestershire", authority: "855" },
  oadby: { code: "E07000135", name: "Oadby and Wigston", authority: "855" },
} as const;

export const AUTHORITIES = {
  "855": "Leicestershire",
  "856": "Leicester",
  "857": "Rutland",
} as const;

export type AuthorityCode = keyof typeof AUTHORITIES;
type DistrictKey = keyof typeof DISTRICTS;
type SchoolType =
  "secondary" | "sixth" | "primary" | "special" | "unit" | "college" | "independent" | "youth";

export type StorySchool = {
  key: string;
  type: SchoolType;
  name: string;
  town: string;
  street: string;
  postcode: string;
  district: DistrictKey;
  easting: number;
  northing: number;
  /** Students in one year group; 0 where year groups are not known. */
  yearSize: number;
  closed: boolean;
};

const TYPES: Readonly<
  Record<SchoolType, { typeName: string; phase: string; ages: [number, number]; years: number }>
> = {
  secondary: { typeName: "Academy converter", phase: "Secondary", ages: [11, 16], years: 5 },
  sixth: { typeName: "Academy sponsor led", phase: "Secondary", ages: [11, 18], years: 7 },
  primary: { typeName: "Community school", phase: "Primary", ages: [4, 11], years: 7 },
  special: { typeName: "Community special school", phase: "Not applicable", ages: [4, 19], years: 14 },
  unit: { typeName: "Pupil referral unit", phase: "Not applicable", ages: [11, 16], years: 5 },
  college: { typeName: "Further education", phase: "16 plus", ages: [16, 19], years: 2 },
  independent: { typeName: "Other independent school", phase: "Not applicable", ages: [3, 18], years: 14 },
  youth: { typeName: "Youth setting", phase: "Not applicable", ages: [11, 25], years: 0 },
};

const LONG_NAME =
  "The Blessed Margaret Wendlebury and Saint Oswin of the Fields Church of England Voluntary Aided Academy " +
  "for Eleven to Sixteen Year Olds with Land-Based Studies";

type Row = readonly [
  key: string,
  type: SchoolType,
  name: string,
  town: string,
  outward: string,
  district: DistrictKey,
  easting: number,
  northing: number,
  yearSize: number,
];

/** Invented, every one: no school in England is called so, and no postcode ends in CK or OV. */
const ROWS: readonly Row[] = [
  ["fernhollow", "secondary", "Fernhollow Academy", "Leicester", "LE5", "leicester", 462_400, 305_700, 208],
  [
    "aldwen",
    "secondary",
    "St Aldwen's Catholic School",
    "Leicester",
    "LE2",
    "leicester",
    459_900,
    301_800,
    150,
  ],
  [
    "brookmarsh",
    "sixth",
    "Brookmarsh Community College",
    "Leicester",
    "LE3",
    "leicester",
    455_600,
    303_200,
    236,
  ],
  [
    "oldwharf",
    "secondary",
    "Old Wharf Girls' School",
    "Leicester",
    "LE4",
    "leicester",
    459_300,
    306_600,
    178,
  ],
  ["meresbridge", "secondary", "Meresbridge School", "Leicester", "LE2", "leicester", 457_300, 301_200, 190],
  ["kestrel", "primary", "Kestrel Way Primary School", "Leicester", "LE4", "leicester", 456_500, 308_000, 58],
  [
    "tanyard",
    "primary",
    "Tanyard Lane Primary School",
    "Leicester",
    "LE3",
    "leicester",
    457_100,
    304_300,
    60,
  ],
  ["harrowdene", "special", "Harrowdene School", "Leicester", "LE5", "leicester", 461_900, 302_900, 16],
  ["lantern", "unit", "The Lantern Street Centre", "Leicester", "LE1", "leicester", 458_900, 304_900, 14],
  ["soarbank", "college", "Soarbank College", "Leicester", "LE2", "leicester", 458_300, 302_700, 520],
  ["tannery", "youth", "Tannery Loft Youth Project", "Leicester", "LE1", "leicester", 458_000, 305_200, 0],
  ["thorneywell", "secondary", "Thorneywell Academy", "Enderby", "LE19", "blaby", 453_700, 299_400, 180],
  ["whistlegate", "secondary", "Whistlegate School", "Whetstone", "LE8", "blaby", 455_700, 297_500, 150],
  [
    "sparrowfield",
    "primary",
    "Sparrowfield Lane Primary School",
    "Narborough",
    "LE19",
    "blaby",
    454_100,
    297_600,
    45,
  ],
  ["coptmeadow", "special", "Coptmeadow School", "Kirby Muxloe", "LE9", "blaby", 452_000, 304_400, 12],
  ["ashmere-west", "secondary", "Ashmere School", "Loughborough", "LE11", "charnwood", 453_600, 319_600, 200],
  ["bellmetal", "secondary", "Bellmetal Academy", "Loughborough", "LE11", "charnwood", 452_700, 318_500, 165],
  ["wreakebrook", "secondary", "Wreakebrook Academy", "Syston", "LE7", "charnwood", 462_500, 311_700, 174],
  ["ironstone", "sixth", "Ironstone Ridge College", "Shepshed", "LE12", "charnwood", 448_200, 319_500, 158],
  ["lindenrise", "secondary", "Linden Rise School", "Birstall", "LE4", "charnwood", 459_600, 309_400, 140],
  [
    "quarrybarn",
    "primary",
    "Quarrybarn Primary School",
    "Mountsorrel",
    "LE12",
    "charnwood",
    458_000,
    314_900,
    58,
  ],
  [
    "bowdenlea",
    "sixth",
    "Bowdenlea Academy",
    "Market Harborough",
    "LE16",
    "harborough",
    473_400,
    287_300,
    210,
  ],
  [
    "swiftwater",
    "secondary",
    "Swiftwater College",
    "Lutterworth",
    "LE17",
    "harborough",
    454_300,
    284_500,
    196,
  ],
  [
    "windmill",
    "secondary",
    "Windmill Furlong School",
    "Kibworth",
    "LE8",
    "harborough",
    468_200,
    294_300,
    132,
  ],
  ["glenbarrow", "independent", "Glenbarrow School", "Great Glen", "LE8", "harborough", 465_300, 297_700, 70],
  ["hosiers", "secondary", "Hosiers Field Academy", "Hinckley", "LE10", "hinckley", 442_800, 293_900, 186],
  [
    "hollowaycross",
    "secondary",
    "Holloway Cross School",
    "Hinckley",
    "LE10",
    "hinckley",
    443_900,
    294_700,
    144,
  ],
  [
    "stockinglane",
    "secondary",
    "Stocking Lane Academy",
    "Earl Shilton",
    "LE9",
    "hinckley",
    447_000,
    297_500,
    120,
  ],
  ["oswin", "secondary", LONG_NAME, "Market Bosworth", "CV13", "hinckley", 440_600, 303_200, 110],
  ["rookerybank", "primary", "Rookerybank Primary School", "Groby", "LE6", "hinckley", 452_400, 307_600, 30],
  ["valeedge", "sixth", "Vale Edge Academy", "Melton Mowbray", "LE13", "melton", 475_300, 319_000, 172],
  ["beckstile", "primary", "Beckstile Primary School", "Bottesford", "NG13", "melton", 480_700, 338_900, 28],
  ["marketyard", "youth", "Market Yard Youth Hub", "Melton Mowbray", "LE13", "melton", 475_100, 319_300, 0],
  ["deepwell", "secondary", "Deepwell Academy", "Coalville", "LE67", "northWest", 442_600, 314_200, 188],
  [
    "castlegarth",
    "sixth",
    "Castlegarth School",
    "Ashby-de-la-Zouch",
    "LE65",
    "northWest",
    435_700,
    316_800,
    162,
  ],
  [
    "skylarkfields",
    "secondary",
    "Skylark Fields Academy",
    "Castle Donington",
    "DE74",
    "northWest",
    444_600,
    327_300,
    124,
  ],
  ["pitprop", "primary", "Pitprop Lane Primary School", "Ibstock", "LE67", "northWest", 440_500, 310_000, 44],
  ["oldfold", "secondary", "Oldfold Community School", "Measham", "DE12", "northWest", 433_300, 312_100, 0],
  ["turnpike", "secondary", "Turnpike Edge Academy", "Oadby", "LE2", "oadby", 462_300, 300_600, 176],
  ["knitters", "secondary", "Knitters Yard Academy", "Wigston", "LE18", "oadby", 460_600, 299_000, 168],
  ["saddlers", "secondary", "Saddlers Croft School", "South Wigston", "LE18", "oadby", 458_800, 298_400, 138],
  ["larkholt", "primary", "Larkholt Primary School", "Oadby", "LE2", "oadby", 462_900, 299_900, 60],
  ["ashmere-east", "secondary", "Ashmere School", "Oakham", "LE15", "rutland", 486_000, 308_800, 128],
  ["limekiln", "sixth", "Limekiln Hill College", "Uppingham", "LE15", "rutland", 486_600, 299_600, 116],
  ["barnsedge", "primary", "Barnsedge Primary School", "Cottesmore", "LE15", "rutland", 490_300, 313_600, 30],
  ["stonepits", "primary", "Stonepits Lane Primary School", "Ketton", "PE9", "rutland", 498_100, 304_400, 24],
  // UNBOOKED below.
  ["millrace", "secondary", "Millrace Lane Academy", "Thurmaston", "LE4", "charnwood", 461_200, 309_300, 152],
  ["harebell", "secondary", "Harebell Wood Academy", "Leicester", "LE3", "leicester", 455_100, 305_900, 166],
  ["furlongs", "sixth", "Nine Furlongs School", "Broughton Astley", "LE9", "harborough", 452_600, 292_600, 140],
  ["cooperage", "secondary", "Cooperage Road School", "Melton Mowbray", "LE13", "melton", 474_500, 320_200, 118],
];

const CLOSED = "oldfold";
/** Nobody in the story books for these: two were never reached, two long ago. */
export const UNBOOKED: readonly string[] = ["millrace", "harebell", "furlongs", "cooperage"];
const STREETS = ["Alderwick", "Bramblecote", "Coldspring", "Drovers", "Elderflower", "Foxholme", "Gateacre"];
const ENDINGS = ["Lane", "Road", "Way", "Avenue", "Close"];
/** Royal Mail uses none of these letters after the digit. */
const IMPOSSIBLE = ["CK", "MO", "VI", "KM", "OV", "IC"];
const FIRST_URN = 990_001;

export const STORY_SCHOOLS: readonly StorySchool[] = ROWS.map(
  ([key, type, name, town, outward, district, easting, northing, yearSize], index) => ({
    key,
    type,
    name,
    town,
    street: `${STREETS[index % STREETS.length] ?? ""} ${ENDINGS[index % ENDINGS.length] ?? ""}`,
    postcode: `${outward} ${(index % 9) + 1}${IMPOSSIBLE[index % IMPOSSIBLE.length] ?? "CK"}`,
    district,
    easting,
    northing,
    yearSize,
    closed: key === CLOSED,
  }),
);

export function schoolOf(key: string): StorySchool {
  const school = STORY_SCHOOLS.find((each) => each.key === key);
  if (!school) throw new Error(`The story has no school ${key}`);
  return school;
}

export function authorityOf(school: StorySchool): AuthorityCode {
  return DISTRICTS[school.district].authority;
}

export function districtOf(school: StorySchool): { code: string; name: string } {
  const { code, name } = DISTRICTS[school.district];
  return { code, name };
}

export function kindOf(school: StorySchool): "school" | "youth" {
  return school.type === "youth" ? "youth" : "school";
}

export function typeNameOf(school: StorySchool): string {
  return TYPES[school.type].typeName;
}

/** As the national register would have it; youth settings do not stand in it. */
export function registerSchools(closedOn: string): RegisterSchool[] {
  return STORY_SCHOOLS.flatMap((school, index): RegisterSchool[] => {
    if (school.type === "youth") return [];
    const { typeName, phase, ages, years } = TYPES[school.type];
    const authority = authorityOf(school);
    const pupils = school.yearSize * years;
    return [
      {
        urn: FIRST_URN + index,
        name: school.name,
        status: school.closed ? "closed" : "open",
        localAuthority: { code: authority, name: AUTHORITIES[authority] },
        district: districtOf(school),
        postcode: school.postcode,
        street: school.street,
        town: school.town,
        typeName,
        phase,
        easting: school.easting,
        northing: school.northing,
        lowAge: ages[0],
        highAge: ages[1],
        pupils: school.closed ? null : pupils,
        secondaryPupils: school.closed ? null : phase === "Primary" ? 0 : pupils,
        openedOn: "1996-09-01",
        closedOn: school.closed ? closedOn : null,
      },
    ];
  });
}
