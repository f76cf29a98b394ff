/** Why a file is not taken, each with a way forward. */
export const REFUSALS = {
  tom: 'Filen är tom.',
  for_stor: 'Filen är större än 25 MB. Dela upp den, spara den mindre, eller skriv var den finns.',
  lank: 'Det är en länk till en fil. Välj själva filen.',
  mapp: 'Det är en mapp. Välj filerna i den.',
  inte_fil: 'Det är ingen vanlig fil.',
  program: 'Det är ett program eller skript. Sådant kan inte bifogas.',
  webbsida:
    'Det är en webbsida eller en annan fil som kan köra kod när den öppnas. Spara innehållet som PDF eller som vanlig text.',
  genvag: 'Det är en genväg, inte filen den pekar på. Välj själva filen.',
  arkiv: 'Det är ett arkiv, till exempel en zip-fil. Packa upp det och bifoga filerna var för sig.',
  makron: 'Dokumentet innehåller makron. Spara det utan makron (docx, xlsx eller pptx), eller som PDF.',
  inbaddat: 'Dokumentet har en annan fil eller ett program inbäddat. Ta bort det, eller spara det som PDF.',
  last: 'Filen är skyddad med lösenord, så innehållet kan inte kontrolleras. Spara den utan lösenord.',
  aldre_office:
    'Det är ett äldre Office-format, som kan dölja makron. Spara det som docx, xlsx eller pptx, eller som PDF.',
  dicom:
    'Röntgenbilder i DICOM-format innehåller patientens uppgifter. Hänvisa till bildarkivet i texten, eller spara en bild utan uppgifter som PNG eller JPEG.',
  skadad:
    'Filen är skadad eller något annat än den ser ut att vara. Öppna den i sitt program och spara den på nytt.',
  okant: 'Filens typ går inte att känna igen eller kan inte bifogas. Spara den som PDF och försök igen.',
  personnummer_i_namn: 'Filens namn ser ut att innehålla ett personnummer. Döp om filen och försök igen.',
  for_manga: 'Ärendet har redan 50 bilagor. Ta bort någon innan du lägger till fler.',
} as const

export type Refusal = keyof typeof REFUSALS
