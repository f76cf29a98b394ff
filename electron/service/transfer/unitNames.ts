/**
 * What förvaltningar and hospitals are also called in exports: abbreviations, everyday names, and names from before
 * (domain.md 6.1). By the unit's code, or by its own name where it is a part; a unit that the workspace does not have
 * is not made by being named here.
 */
export const OTHER_UNIT_NAMES: Readonly<Record<string, readonly string[]>> = {
  SU: ['Sahlgrenska', 'Sahlgrenska universitetssjukhus'],
  NU: ['NU', 'NU sjukvården', 'NU-sjukvård'],
  SkaS: ['Skaraborgs sjukhus', 'Skaraborgs Sjukhus (SkaS)'],
  SÄS: ['Södra Älvsborgs Sjukhus (SÄS)', 'SÄS Borås och Skene'],
  SV: ['Sjukhusen i Väster', 'SiV'],
  NH: ['Primärvården', 'Primärvård', 'Beställd primärvård', 'Närhälsan VGR'],
  RH: ['Regionhälsan VGR'],
  HoH: ['Habilitering och hälsa', 'Handikappförvaltningen', 'H&H'],
  FTV: ['Folktandvården', 'Folktandvården VGR'],
  FSS: ['Fastighet stöd och service', 'Västfastigheter', 'Regionservice', 'Hjälpmedelscentralen'],
  KK: ['Regionkansliet', 'Koncernkontoret VGR'],
  'Norra Älvsborgs Länssjukhus': ['NÄL', 'NÄL Trollhättan', 'Trollhättan'],
  'Uddevalla sjukhus': ['Uddevalla', 'US'],
  Skövde: ['KSS', 'Kärnsjukhuset', 'Kärnsjukhuset i Skövde', 'Skaraborgs sjukhus Skövde', 'Skövde sjukhus'],
  Lidköping: ['Skaraborgs sjukhus Lidköping', 'Lidköpings sjukhus'],
  Falköping: ['Skaraborgs sjukhus Falköping', 'Falköpings sjukhus'],
  Mariestad: ['Skaraborgs sjukhus Mariestad', 'Mariestads sjukhus'],
  Borås: ['Borås lasarett', 'SÄS Borås'],
  Skene: ['Skene lasarett', 'SÄS Skene'],
  'Sahlgrenska sjukhuset': ['SU/Sahlgrenska', 'SU Sahlgrenska'],
  'Östra sjukhuset': ['SU/Östra', 'SU Östra', 'Östra'],
  'Mölndals sjukhus': ['SU/Mölndal', 'SU Mölndal', 'Mölndal'],
  'Drottning Silvias barnsjukhus': [
    'DSBUS',
    'DSBS',
    'Drottning Silvias barn- och ungdomssjukhus',
    'Barnsjukhuset',
  ],
  'Alingsås lasarett': ['Alingsås'],
  'Angereds Närsjukhus': ['Angered', 'Angereds närsjukhus'],
  'Frölunda Specialistsjukhus': ['Frölunda', 'FSS Frölunda'],
  'Kungälvs sjukhus': ['Kungälv'],
}
