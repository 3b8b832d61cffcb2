/** Very common passwords of ten characters or more, in lower case; shorter ones are refused for their length. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password10 password11 password12 password21 password22 password23 password99 password123 password1234 password12345
  password123456 password123! password1! passwordpassword mypassword mypassword1 mypassword123 newpassword thepassword
  password2020 password2021 password2022 password2023 password2024 password2025 password2026 password@123 password#123
  passw0rd12 passw0rd123 passw0rd1234 p@ssw0rd12 p@ssw0rd123 p@ssw0rd1234 p@ssword123 p@ssword12 pa55word123 pa$$word123
  qwertyuiop qwertyuiop1 qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwerty123! qwertyqwerty qwertyasdf qwertyui12
  qwertzuiop azertyuiop azerty12345 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6
  zaq12wsxcde3 zaq1zaq1zaq1 1qazxsw23edc asdfghjkl1 asdfghjkl123 asdfghjkl; asdfasdfasdf asdf123456 asdfgh12345 zxcvbnm123
  zxcvbnm1234 zxcvbnm12345 qazwsxedcrfv qazwsxedc1 qazwsxedc123 qweasdzxc1 qweasdzxc123 qwe123qwe123 abc123abc123
  1234567890 0123456789 0987654321 9876543210 12345678910 123456789a 123456789q 123456789z a123456789 q123456789 z123456789
  a1234567890 1234567890a 1234567890q 123456789123 1234512345 123123123123 1231231234 123456123456 12345678900 1122334455
  11223344556677 5544332211 1020304050 0102030405 1029384756 1357924680 2468101214 3141592653 31415926535 1212121212
  1313131313 1010101010 0000000000 1111111111 2222222222 5555555555 7777777777 8888888888 9999999999 abcdefghij abcdefghijk
  abcdefg123 abcdefg1234 abcdef1234 abcdef12345 abcd123456 abcd1234567 abcd12345678 abc1234567 abc12345678 abc123456789
  aa12345678 aa123456789 aaa123456789 iloveyou12 iloveyou123 iloveyou1234 iloveyou2! iloveyousomuch iloveyoubaby iloveyouforever
  ilovemyfamily ilovejesus iloveyou2024 iloveyou2025 lovelove123 loveyou123 letmein123 letmein1234 letmein12345 letmeinnow
  letmeinplease welcome123 welcome1234 welcome12345 welcome@123 welcome123! welcome2023 welcome2024 welcome2025 welcome2026
  admin12345 admin123456 admin@1234 admin@12345 adminadmin administrator administrator1 root123456 rootroot123 superuser1
  superman123 superman12 superman1234 batman1234 batman12345 spiderman1 spiderman123 starwars12 starwars123 pokemon1234 pokemon123
  football12 football123 football1234 baseball12 baseball123 basketball basketball1 liverpool1 liverpool123 manchester manchesterunited
  chelsea123 arsenal1234 barcelona1 barcelona123 realmadrid realmadrid1 cricket1234 cricket123 dragon1234 dragon12345
  monkey1234 monkey12345 princess12 princess123 princess1234 sunshine12 sunshine123 sunshine1234 shadow1234 shadow12345
  master1234 master12345 michael123 michael1234 jennifer12 jennifer123 charlie123 charlie1234 jordan1234 jessica123
  computer12 computer123 internet12 internet123 whatever12 whatever123 trustno1trustno1 changeme12 changeme123 changeme1234
  changemenow default123 defaultpassword temppassword temporary1 temporary123 secret1234 secret12345 secretpassword
  topsecret1 topsecret123 testtest12 testtest123 test123456 test1234567 test12345678 testing123 testing1234 tester1234
  guest12345 guest123456 user123456 username12 username123 hello12345 hello123456 helloworld helloworld1 helloworld123
  hellohello1 goodmorning goodnight1 correcthorsebatterystaple summer2023 summer2024 summer2025 summer2026 winter2023 winter2024
  winter2025 winter2026 spring2024 spring2025 spring2026 autumn2024 autumn2025 autumn2026 january2025 january2026 december2025
  monday1234 friday1234 november2025 november2026 september1 september12 liverpoolfc india12345 india123456 india@1234 india@12345
  india@1947 bharat1234 bharat12345 jaishreeram jaishriram jaimatadi1 jaimatadi123 jaihind1234 jaihind123 sairam1234 omsairam12
  omsairam123 omsairam1234 omnamahshivaya harekrishna harekrishna1 radhekrishna radheradhe radheradhe1 mahadev1234 mahadev123
  mahakal123 mahakal1234 krishna123 krishna1234 ganesha123 ganesh1234 lakshmi123 bismillah1 bismillah123 bismillah786 mohammad786
  abcd@12345 abcd@123456 abc@123456 admin@123456 mumbai1234 mumbai12345 delhi12345 chennai123 kolkata123 bangalore1
  bangalore123 hyderabad1 hyderabad123 sachin1234 sachin12345 virat12345 viratkohli viratkohli18 msdhoni007 tendulkar10
  bankserver bankserver1 bankserver123 bankpassword bankpassword1 mybankpassword mybank1234 mybank12345 banking123 banking1234
  money12345 moneymoney moneymoney1 savings123 account123 account1234 customer12 customer123 customer1234 google1234 google12345
  facebook12 facebook123 facebook1234 instagram1 instagram123 whatsapp12 whatsapp123 linkedin12 linkedin123 samsung123 samsung1234
  android123 android1234 iphone1234 iphone12345 microsoft1 microsoft123 windows123 windows1234 windows10 blink182blink182
  metallica1 metallica123 slipknot123 nirvana123 elephant12 elephant123 butterfly1 butterfly12 butterfly123 chocolate1 chocolate12
  chocolate123 strawberry strawberry1 strawberry123 cheesecake watermelon blueberry1 blueberry123 pineapple1 pineapple123 friendship
  friendship1 friendsforever bestfriend bestfriend1 bestfriends beautiful1 beautiful12 beautiful123 lovelylove lovely1234 alexander1
  alexander123 christopher elizabeth1 elizabeth123 stephanie1 sebastian1 sebastian123 alejandro1 francisco1 cristiano7 cristianoronaldo
  ronaldo123 ronaldo1234 messi12345 neymar1234 fortnite12 fortnite123 minecraft1 minecraft12 minecraft123 counterstrike
  playstation playstation1 playstation3 playstation4 warcraft123 callofduty callofduty1 gangster123 pakistan12 pakistan123 pakistan1234
  pakistan786 bangladesh bangladesh1 california1 california america123 australia1 australia123 newyork123 newyork1234 london1234
  a1b2c3d4e5 a1b2c3d4e5f6 1a2b3c4d5e 1a2b3c4d5e6f aaaaaaaaaa zzzzzzzzzz xxxxxxxxxx asdqwe123456 zxcasdqwe123 !@#$%^&*() 1q2w3e4r5t!
  qwer1234qwer 1234qwer1234 1234qwerasdf asdf1234asdf qwerasdfzxcv qwerasdf1234 1234567qwe 12345qwert 123456qwerty 12345qwerty
  1234567890qwertyuiop qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm abcdefghijklmnopqrstuvwxyz
  `
    .split(/\s+/)
    .filter((word) => word.length >= 10),
)
