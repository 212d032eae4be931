// @ts-check
// Names of grid zones in the reader's language. Zones have the three letters of ISO 3166-1; the browser's table of names
// wants the two. Most of the two are the first of the three: only the others are written here. A test compares all of
// them with `data/grid.json`.

const OTHERS =
  "ABW:AW AGO:AO ARE:AE ARM:AM ATG:AG AUT:AT BDI:BI BEN:BJ BGD:BD BHS:BS BIH:BA BLR:BY BLZ:BZ BRB:BB BRN:BN CAF:CF " +
  "CHL:CL CHN:CN CIV:CI CMR:CM COD:CD COG:CG COK:CK COM:KM CPV:CV CYM:KY DNK:DK EEE:EU ESH:EH EST:EE FLK:FK FRO:FO GIN:GN " +
  "GLP:GP GNB:GW GNQ:GQ GRD:GD GRL:GL GUF:GF GUY:GY HTI:HT IRL:IE IRQ:IQ ISR:IL JAM:JM KAZ:KZ KNA:KN KOR:KR LBN:LB LBR:LR " +
  "LBY:LY LKA:LK MAC:MO MDG:MG MDV:MV MEX:MX MNE:ME MLT:MT MOZ:MZ MRT:MR MTQ:MQ NRU:NR PAK:PK PNG:PG POL:PL PRK:KP PRT:PT PRY:PY PSE:PS " +
  "PYF:PF SEN:SN SLB:SB SLV:SV SPM:PM SRB:RS STP:ST SUR:SR SVK:SK SVN:SI SWE:SE SWZ:SZ SYC:SC TCA:TC TCD:TD TKM:TM TUN:TN " +
  "TUR:TR UKR:UA URY:UY WOR:001 WSM:WS TWN:TW TON:TO TZA:TZ BGR:BG BHR:BH";
const TWO = new Map(OTHERS.split(" ").map((pair) => /** @type {[string, string]} */ (pair.split(":"))));

/** The code the browser knows. @param {string} zone */
export const regionOf = (zone) => TWO.get(zone) ?? zone.slice(0, 2);

/**
 * @param {string} locale
 * @returns {(zone: string) => string}
 */
export function zoneNames(locale) {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return (zone) => {
    try {
      return names.of(regionOf(zone)) ?? zone;
    } catch {
      return zone;
    }
  };
}
