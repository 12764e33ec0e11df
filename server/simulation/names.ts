/** Given and family names as a British town of today hears them. Nobody real is meant by any pair. */
const givenNames =
  "Aisha Adam Agnieszka Alan Alice Amir Amy Anil Ann Arjun Ayesha Barbara Ben Beth Bilal Brian Bronwen Callum Carol Cedric Chidi Chloe Claire Colin Daisy Daniel David Dawn Deepa Denise Derek Dorota Ebony Eilidh Elaine Ella Emeka Emily Ewa Farah Fatima Femi Fiona Folake Gareth Gemma George Grace Gwen Hannah Haroon Harriet Hassan Helen Hugh Ian Imran Ines Iris Jade James Jamila Jan Janet Jasmine Jean Joan Joe Joseph Joyce Kai Karen Keisha Kenneth Kiran Kwame Laura Leila Leon Li Linda Lorna Luca Lucy Malik Marcus Margaret Maria Mark Mary Maureen Mei Michael Mohammed Mollie Nadia Naomi Neil Nia Nikhil Noor Olive Omar Oliver Pamela Patrick Paul Pauline Pearl Peter Priya Rachel Rajesh Rebecca Rhys Rita Robert Rosa Roy Ruby Ruth Safiya Sam Samira Sandra Sarah Sean Shanice Sheila Simon Siobhan Sofia Stephen Sunita Susan Tariq Teresa Thomas Tomasz Tracey Usha Valerie Victor Wendy William Xin Yasmin Yusuf Zainab Zoe".split(
    " ",
  );

const familyNames =
  "Abbott Abdi Adeyemi Ahmed Akhtar Allen Andrews Appiah Bailey Baker Banerjee Barker Begum Bell Bennett Bhatt Boateng Brady Brook Brown Burgess Byrne Carr Chan Chaudhry Clarke Cole Collins Cooper Cox Craig Dale Das Davies Dawson Desai Dixon Doyle Edwards Egan Ellis Evans Farrell Field Fisher Ford Foster Fox Fraser Garner Gibson Gill Gordon Grant Green Griffiths Hall Harper Harris Hart Hassan Hayes Hill Holt Howe Hughes Hunt Hussain Iqbal Irving Jackson James Jenkins Johal Jones Joshi Kaur Kelly Khan King Knight Kowalski Lamb Lawson Lee Lewis Lim Lloyd Lowe Malik Marsh Martin Mason May Mehta Miah Mills Mitchell Moore Morgan Morris Murphy Nair Nash Newman Nowak Obi Okafor Osman Owen Palmer Parker Parry Patel Pearce Perry Phillips Pike Porter Powell Price Quinn Rahman Reed Rees Reid Roberts Robinson Rose Ross Rowe Sahota Saunders Scott Shah Sharma Shaw Silva Simpson Singh Slater Smith Stone Sutton Taylor Thomas Thompson Tran Turner Vaughan Wade Walker Wang Ward Watts Webb West White Williams Wilson Wood Wright Young Zaman".split(
    " ",
  );

/** Steps through both lists that share no factor with their lengths' product, so that neighbours differ in both names. */
const stride = 7_919;

/** An invented name; the same index always gives the same one. Names come round again after many thousands. */
export function residentName(index: number): string {
  const place = (index * stride) % (givenNames.length * familyNames.length);
  const given = givenNames[place % givenNames.length] as string;
  const family = familyNames[Math.floor(place / givenNames.length)] as string;
  return `${given} ${family}`;
}
