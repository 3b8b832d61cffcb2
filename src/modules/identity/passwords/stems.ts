/** Words that lists of broken passwords are full of. A password that is one of them with figures or signs around it is refused. */
export const commonStems: ReadonlySet<string> = new Set(
  `
  password passwords passwort passcode pass admin administrator root user guest test tester testing login welcome hello secret
  master access letmein iloveyou loveyou love lovely princess sunshine superman batman spiderman pokemon starwars dragon monkey
  shadow killer hunter ranger soccer football baseball basketball hockey cricket jordan michael jennifer jessica ashley daniel
  andrew thomas robert charlie george nicole matthew joshua anthony qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn
  zxcvbnm qazwsx qazwsxedc azerty abc abcd abcde abcdef abcdefg abcdefgh computer internet google facebook samsung apple iphone
  android windows microsoft amazon whatsapp instagram freedom whatever trustno flower summer winter spring autumn january
  february march april june july august september october november december monday friday sunday angel diamond silver golden
  cookie chocolate banana orange purple cheese pepper ginger buster bailey maggie tigger snoopy india indian bharat hindustan
  mumbai delhi bangalore chennai kolkata pune hyderabad krishna ganesha ganesh shiva sairam jaishriram omsairam sachin tendulkar
  dhoni virat kohli rahul rohit amit sanjay deepak priya pooja neha bank banking banker bankserver money rupee account customer
  changeme default temporary temp newuser pakistan bangladesh nepal lakshmi durga hanuman radha
  `
    .trim()
    .split(/\s+/),
)
