/**
 * What a händelsetyp covers, and an example, as they stand beside the field (issue 4: definitions and examples on the
 * same screen). Our own wording of domain.md 5.2; an administrator can change it.
 */
export const HANDELSETYP_WORDS: Readonly<Record<string, { definition: string; example: string }>> = {
  vard_behandling: {
    definition: 'Vård, omvårdnad eller behandling som uteblev, dröjde eller blev fel.',
    example: 'Omläggning uteblev två dagar i rad.',
  },
  diagnostik: {
    definition: 'Bedömning eller diagnos som dröjde, missades eller blev fel, och svar som ingen såg.',
    example: 'Ett avvikande provsvar uppmärksammades först efter tre veckor.',
  },
  lakemedel: {
    definition: 'Allt från ordination till intag och uppföljning av läkemedel.',
    example: 'Patienten fick dubbel dos eftersom listan inte var avstämd.',
  },
  vri_hygien: {
    definition: 'Infektion som patienten fick i vården, och brister i hygien.',
    example: 'Urinvägsinfektion efter kateter utan daglig omprövning.',
  },
  fall: {
    definition: 'Patienten föll, gled eller var nära att falla.',
    example: 'Fall vid toalettbesök nattetid.',
  },
  trycksar: {
    definition: 'Trycksår och annan skada på huden som vården hade kunnat förebygga.',
    example: 'Trycksår på hälen upptäcktes efter operation.',
  },
  nutrition: {
    definition: 'Mat, dryck och näring: fel, för lite eller på fel sätt.',
    example: 'Patient med sväljsvårigheter fick vanlig kost.',
  },
  kirurgi_anestesi: {
    definition: 'Operation, ingrepp och anestesi, före, under och efter.',
    example: 'Instrument saknades vid räkning.',
  },
  forlossning: {
    definition: 'Graviditet, förlossning, eftervård och det nyfödda barnet.',
    example: 'CTG tolkades fel och förlossningen dröjde.',
  },
  overvakning: {
    definition: 'Försämring som inte följdes, upptäcktes eller ledde till åtgärd i tid.',
    example: 'NEWS steg utan att läkare kontaktades.',
  },
  medicinteknik: {
    definition: 'Medicinteknisk produkt som var fel, saknades eller användes fel.',
    example: 'Infusionspump larmade inte när den stannade.',
  },
  blod: {
    definition: 'Blod och transfusion.',
    example: 'Fel enhet lämnades ut men stoppades vid kontrollen.',
  },
  laboratorium: {
    definition: 'Provtagning, märkning, transport, analys och svar.',
    example: 'Två prov förväxlades vid märkningen.',
  },
  bild_stralning: {
    definition: 'Röntgen och annan bilddiagnostik, och behandling med strålning.',
    example: 'Undersökningen gjordes på fel sida.',
  },
  dokumentation: {
    definition: 'Journal, information och sekretess: saknades, var fel eller nådde fel person.',
    example: 'Anteckning fördes i fel patients journal.',
  },
  identifikation: {
    definition: 'Patient, prov eller handling förväxlades.',
    example: 'Två patienter med liknande namn förväxlades.',
  },
  kommunikation: {
    definition: 'Överlämning, samverkan och utskrivning där något inte nådde fram.',
    example: 'Kommunen fick inte veta att patienten skrivits ut.',
  },
  psykiatri: {
    definition: 'Suicid och suicidförsök, självskada, hot och våld, tvångsåtgärder och avvikning.',
    example: 'Suicidförsök kort efter utskrivning.',
  },
  bemotande: {
    definition: 'Hur patienten eller närstående blev bemötta.',
    example: 'Patienten kände sig inte trodd.',
  },
  tillganglighet: {
    definition: 'Väntan, telefon, vårdplatser och utlokalisering.',
    example: 'Första besöket dröjde längre än vårdgarantin.',
  },
  organisation: {
    definition: 'Bemanning, kompetens, ansvar och arbetsbelastning.',
    example: 'Ensam sjuksköterska på avdelningen under natten.',
  },
  lokal: {
    definition: 'Lokaler, miljö, service och transporter.',
    example: 'Hissen stod still under en akut transport.',
  },
  it: {
    definition: 'IT-system som var nere, visade fel eller gick att missförstå.',
    example: 'Journalsystemet låg nere i två timmar.',
  },
  egenvard: {
    definition: 'Egenvård och hjälpmedel som patienten själv använder.',
    example: 'Hjälpmedlet lämnades ut utan instruktion.',
  },
  ovrigt: { definition: 'Bara när inget annat passar.', example: '' },
}
