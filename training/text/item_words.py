"""Word lists behind the generated items and everyday sentences, written for this project."""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIRST_NAMES = (
    "Anna", "Ben", "Carla", "David", "Emma", "Frank", "Grace", "Henry", "Isabel", "Jack", "Kate",
    "Liam", "Maria", "Nora", "Oliver", "Paula", "Quinn", "Robert", "Sarah", "Thomas", "Uma",
    "Victor", "Wendy", "Xavier", "Yusuf", "Zoe", "James", "Mary", "John", "Linda", "Michael",
    "Susan", "William", "Karen", "Richard", "Lisa", "Joseph", "Nancy", "Charles", "Betty",
    "Daniel", "Helen", "Matthew", "Sandra", "Anthony", "Ashley", "Mark", "Donna", "Paul", "Emily",
    "Steven", "Michelle", "Andrew", "Carol", "Kenneth", "Amanda", "George", "Melissa", "Joshua",
    "Rebecca", "Kevin", "Laura", "Brian", "Sharon", "Edward", "Cynthia", "Peter", "Kathleen",
    "Amir", "Priya", "Chen", "Fatima", "Hiro", "Ingrid", "Jamal", "Kofi", "Leila", "Mateo",
    "Nadia", "Olga", "Pedro", "Ravi", "Sofia", "Tomas", "Wei", "Yuki", "Jo", "Sam", "Alex", "Max",
    "Lucy", "Harry", "Ella", "Noah", "Mia", "Leo", "Ruby", "Oscar", "Ivy", "Finn", "Rose", "Hugo",
)  # fmt: skip
LAST_NAMES = (
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Martinez",
    "Lopez", "Wilson", "Anderson", "Taylor", "Thomas", "Moore", "Jackson", "Martin", "Lee",
    "Thompson", "White", "Harris", "Clark", "Lewis", "Robinson", "Walker", "Young", "Allen",
    "King", "Wright", "Scott", "Hill", "Green", "Adams", "Nelson", "Baker", "Hall", "Campbell",
    "Mitchell", "Carter", "Roberts", "Phillips", "Evans", "Turner", "Parker", "Collins", "Edwards",
    "Stewart", "Morris", "Murphy", "Cook", "Rogers", "Morgan", "Cooper", "Peterson", "Reed",
    "Bailey", "Kelly", "Howard", "Ward", "Cox", "Richardson", "Wood", "Watson", "Brooks",
    "Bennett", "Gray", "Hughes", "Price", "Patel", "Khan", "Nguyen", "Kim", "Singh", "Ali",
    "O'Brien", "O'Connor", "McDonald", "Schmidt", "Weber", "Fischer", "Rossi", "Novak", "Silva",
    "Ivanov", "Tanaka", "Okafor", "Larsen", "Dubois", "Kowalski", "van Dyke",
)  # fmt: skip
DOMAINS = (
    "example.com", "example.org", "example.net", "mail.example.com", "school.example.edu",
    "cityhall.example.gov", "northfield.org", "greenleaf.net", "oakbooks.com", "harbourcafe.co.uk",
    "westlib.edu", "bluebike.io", "post.example.de", "studio8.fr", "museum-online.org",
)  # fmt: skip
COMPANIES = ("Ltd", "Ltd.", "Inc.", "& Sons", "Bros.", "Group", "Motors", "Bakery", "Press", "GmbH")
STREETS = (
    "Main Street", "High Street", "Park Avenue", "Church Lane", "Mill Road", "Station Road",
    "Oak Drive", "Elm Street", "King's Road", "Queen Street", "Bridge St.", "Market Square",
    "Maple Ave.", "Victoria Road", "School Lane", "River Walk", "Hillside Dr", "Castle Court",
    "Garden Close", "Cedar Blvd", "North Rd", "Lake View", "Rose Terrace", "The Green",
)  # fmt: skip
TOWNS = (
    "London", "New York", "Chicago", "Boston", "Leeds", "Bristol", "York", "Dublin", "Toronto",
    "Sydney", "Berlin", "Paris", "Madrid", "Rome", "Vienna", "Oslo", "Cambridge", "Oxford",
    "Portland", "Seattle", "Denver", "Austin", "Dallas", "Houston", "Phoenix", "Miami", "Glasgow",
    "Edinburgh", "Cardiff", "Belfast", "Ottawa", "Perth", "Auckland", "Springfield", "Salem",
    "Brighton", "Manchester", "Newport", "Richmond", "Lincoln", "Geneva", "Lisbon", "Athens",
)  # fmt: skip
WARES = (
    "Milk", "Eggs", "Bread", "Butter", "Cheese", "Apples", "Bananas", "Carrots", "Potatoes",
    "Onions", "Tomatoes", "Rice", "Pasta", "Flour", "Sugar", "Salt", "Coffee", "Tea",
    "Orange juice", "Yoghurt", "Chicken", "Fish", "Beans", "Lettuce", "Cucumber", "Garlic",
    "Lemons", "Honey",
    "Jam", "Cereal", "Chocolate", "Biscuits", "Soap", "Shampoo", "Toothpaste", "Batteries",
    "Light bulbs", "Stamps", "Envelopes", "Paper towels", "Pencils", "Notebook", "Tape", "Glue",
    "Socks", "Gloves", "Umbrella", "Cat food", "Olive oil", "Mushrooms", "Peppers", "Water", "Wine",
    "Nails", "Paint", "Screws", "Candles", "Flowers", "Birthday card", "Peanut butter",
)  # fmt: skip
SUBJECTS = (
    "Maths", "Math", "English", "History", "Biology", "Physics", "Chemistry", "Geography", "Art",
    "Music", "French", "Spanish", "German", "Latin", "Economics", "Computer science", "Philosophy",
    "The meeting", "The budget", "The project", "The report", "The invoice", "The holiday",
    "The garden", "The roof", "The car", "Rent", "Insurance", "Tickets", "The order", "Dinner",
)  # fmt: skip
TASKS = (
    "buy milk", "call mum", "call the dentist", "pay the rent", "book train tickets",
    "water the plants", "finish the report", "send the invoice", "pick up the parcel",
    "clean the kitchen", "do the laundry", "walk the dog", "return library books",
    "renew passport", "fix the bike", "post the letter", "order new glasses", "check the oil",
    "email the teacher", "wash the car", "print the forms", "make a cake", "feed the cat",
    "change the light bulb", "cut the grass", "tidy the desk", "sign the contract",
    "back up the laptop", "buy a present for grandma", "cancel the subscription", "read chapter 5",
    "prepare slides", "update the website", "meet at the station", "take out the bins",
    "iron shirts", "charge the camera", "reply to the bank", "get petrol", "visit the doctor",
    "practise piano", "revise for the test", "hand in homework", "vacuum upstairs", "pack lunch",
    "bring the keys", "collect the tickets", "measure the window", "paint the fence",
)  # fmt: skip
TITLE_TOPICS = (
    "Energy", "Light", "Cells", "Algebra", "Vectors", "Motion", "Genetics", "Evolution", "Markets",
    "Democracy", "Language", "Memory", "Probability", "Statistics", "Integrals", "Functions",
    "Waves", "Matter", "Acids and Bases", "The Solar System", "Ecosystems", "Climate", "Rivers",
    "Ancient Rome", "The Middle Ages", "The Industrial Revolution", "Trade", "Money", "Learning",
    "Ethics", "Poetry", "Rhetoric", "Grammar", "Sound", "Colour", "Design", "Data", "Networks",
    "Algorithms", "Recursion", "Graphs", "Sets", "Logic", "Heat", "Forces", "Electricity",
    "Magnetism", "Nutrition", "The Heart", "The Brain", "Sociology", "Culture", "Religion", "War",
    "Peace", "Government", "Law", "Taxes", "Labour", "Inflation", "Business", "Marketing",
)  # fmt: skip
TITLE_NOUNS = (
    "Foundations", "Principles", "History", "Theory", "Methods", "Elements", "Structure", "Nature",
    "Laws", "Limits", "Applications", "Models", "Problems", "Basics", "Properties", "Origins",
    "Measurement", "Analysis", "Causes", "Effects", "Types", "Systems", "Patterns", "Concepts",
)  # fmt: skip
CHEMICALS = (
    "H2O", "CO2", "O2", "H2", "NaCl", "HCl", "NaOH", "CH4", "NH3", "C6H12O6", "H2SO4", "CaCO3",
    "Fe2O3", "KMnO4", "N2", "Cl2", "MgO", "SO2", "HNO3", "C2H5OH",
)  # fmt: skip
