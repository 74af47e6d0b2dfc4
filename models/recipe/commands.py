"""Spoken commands: the texts of the tasks intent and json."""

from people import DAYS, compact_json, first_name

ROOMS = [
    "kitchen", "bedroom", "bathroom", "garage", "hallway", "office", "garden", "basement",
    "living room", "dining room", "attic", "balcony",
]
GROCERIES = """
milk bread eggs butter cheese apples bananas coffee tea sugar salt rice pasta tomatoes onions garlic
lemons oranges yogurt honey soap paper batteries candles flour oil pepper carrots potatoes mushrooms
spinach chicken fish beans nuts juice water cookies napkins sponges
""".split()
PLACES = [
    "the airport", "the station", "the office", "home", "the library", "the museum",
    "the hospital", "the gym", "the park", "the market", "the hotel", "the beach", "the bank",
    "the school", "the stadium", "the pharmacy", "the harbour", "the bakery", "the post office",
    "the city centre",
]
CITIES = """
Berlin Paris Rome Madrid Vienna Prague London Dublin Oslo Lisbon Athens Warsaw Zurich Milan Hamburg
Munich Geneva Lyon Porto Turin
""".split()
GENRES = "jazz rock pop classical techno folk blues reggae ambient soul disco country".split()
MESSAGES = [
    "I am late",
    "I will be there soon",
    "dinner is ready",
    "the meeting is cancelled",
    "please call me back",
    "I am on my way",
    "see you tomorrow",
    "the train is late",
    "I forgot my keys",
    "can you pick up the kids",
    "happy birthday",
    "the package has arrived",
    "I need more time",
    "lunch is at noon",
    "we are out of milk",
    "thanks for the help",
    "the door is open",
    "good luck today",
    "I will call you later",
    "the report is done",
    "the car is ready",
    "do not wait for me",
    "I am at the station",
    "the game starts soon",
]
NUMBER_WORDS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 12: "twelve", 15: "fifteen", 20: "twenty", 30: "thirty",
}


def spoken_number(rng, number):
    """In words now and then, where there is a word for it."""
    if number in NUMBER_WORDS and rng.random() < 0.35:
        return NUMBER_WORDS[number]
    return str(number)


def clock_time(rng):
    """(as spoken, as HH:MM)"""
    form = rng.randrange(5)
    hour = rng.randint(1, 12)
    minute = rng.choice((0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55))
    afternoon = rng.random() < 0.5
    half_of_day = "pm" if afternoon else "am"
    hour_of_day = (hour % 12) + (12 if afternoon else 0)
    if form == 0:
        return f"{hour} {half_of_day}", f"{hour_of_day:02d}:00"
    if form == 1:
        return f"{hour}:{minute:02d} {half_of_day}", f"{hour_of_day:02d}:{minute:02d}"
    if form == 2:
        return f"half past {hour} {half_of_day}", f"{hour_of_day:02d}:30"
    if form == 3:
        return f"quarter past {hour} {half_of_day}", f"{hour_of_day:02d}:15"
    hour_of_day = rng.randint(0, 23)
    return f"{hour_of_day}:{minute:02d}", f"{hour_of_day:02d}:{minute:02d}"


# Each generator of a command gives (text, answer in JSON).


def set_timer(rng, unseen_names):
    unit = rng.choice(("minutes", "minutes", "seconds", "hours"))
    number = rng.randint(1, 12) if unit == "hours" else rng.randint(1, 90)
    spoken = spoken_number(rng, number)
    spoken_unit = unit[:-1] if number == 1 else unit
    template = rng.choice((
        "set a timer for {} {}",
        "start a {} {} timer",
        "timer for {} {}",
        "count down {} {}",
        "remind me in {} {}",
        "start a countdown of {} {}",
        "give me a timer of {} {}",
        "let me know in {} {}",
        "i need a timer for {} {}",
        "{} {} timer",
    ))
    return template.format(spoken, spoken_unit), compact_json(intent="set_timer", **{unit: number})


def set_alarm(rng, unseen_names):
    spoken, time = clock_time(rng)
    template = rng.choice((
        "set an alarm for {}",
        "wake me up at {}",
        "alarm at {}",
        "i need to get up at {}",
        "set my alarm to {}",
        "wake me at {}",
        "make an alarm for {}",
        "i have to be awake by {}",
    ))
    return template.format(spoken), compact_json(intent="set_alarm", time=time)


def call_contact(rng, unseen_names):
    name = first_name(rng, unseen_names)
    template = rng.choice((
        "call {}",
        "phone {}",
        "ring {}",
        "give {} a call",
        "dial {}",
        "start a call with {}",
        "i want to talk to {}",
        "get {} on the phone",
    ))
    return template.format(name), compact_json(intent="call_contact", name=name)


def send_message(rng, unseen_names):
    name = first_name(rng, unseen_names)
    message = rng.choice(MESSAGES)
    template = rng.choice((
        "text {} that {}",
        "send {} a message saying {}",
        "tell {} that {}",
        "message {}: {}",
        "write to {}: {}",
        "let {} know that {}",
        "send a text to {} saying {}",
    ))
    return (
        template.format(name, message),
        compact_json(intent="send_message", name=name, text=message),
    )


def add_item(rng, unseen_names):
    count = rng.randint(2, 24)
    item = rng.choice(GROCERIES)
    template = rng.choice((
        "add {} {} to my list",
        "put {} {} on the shopping list",
        "we need {} {}",
        "buy {} {}",
        "add {} {} to the groceries",
        "i want to buy {} {}",
        "get {} {} at the store",
        "put {} {} on my list",
    ))
    return (
        template.format(spoken_number(rng, count), item),
        compact_json(intent="add_item", item=item, count=count),
    )


def lights_on(rng, unseen_names):
    room = rng.choice(ROOMS)
    template = rng.choice((
        "turn on the {} light",
        "switch on the lights in the {}",
        "lights on in the {}",
        "turn the {} lights on",
        "it is too dark in the {}",
        "make the {} bright",
        "light up the {}",
        "i can not see in the {}",
    ))
    return template.format(room), compact_json(intent="lights_on", room=room)


def lights_off(rng, unseen_names):
    room = rng.choice(ROOMS)
    template = rng.choice((
        "turn off the {} light",
        "switch off the lights in the {}",
        "lights off in the {}",
        "turn the {} lights off",
        "it is too bright in the {}",
        "make the {} dark",
        "kill the lights in the {}",
        "no more light in the {}",
    ))
    return template.format(room), compact_json(intent="lights_off", room=room)


def set_volume(rng, unseen_names):
    level = rng.randint(0, 100)
    template = rng.choice((
        "set the volume to {}",
        "volume at {}",
        "make it {} percent loud",
        "turn the sound to {}",
        "change the volume to {} percent",
        "put the sound at {} percent",
        "volume {}",
    ))
    return template.format(level), compact_json(intent="set_volume", level=level)


def set_temperature(rng, unseen_names):
    degrees = rng.randint(10, 30)
    template = rng.choice((
        "set the temperature to {}",
        "make it {} degrees",
        "heat the house to {} degrees",
        "thermostat to {}",
        "i want it {} degrees in here",
        "change the heating to {}",
        "cool the room to {} degrees",
    ))
    return template.format(degrees), compact_json(intent="set_temperature", degrees=degrees)


def navigate(rng, unseen_names):
    place = rng.choice(PLACES + CITIES)
    template = rng.choice((
        "take me to {}",
        "navigate to {}",
        "how do i get to {}",
        "directions to {}",
        "drive to {}",
        "show me the way to {}",
        "what is the best route to {}",
        "find the way to {}",
    ))
    return template.format(place), compact_json(intent="navigate", place=place)


def get_weather(rng, unseen_names):
    city = rng.choice(CITIES)
    day = rng.choice(("today", "tomorrow", "tonight") + tuple("on " + day for day in DAYS))
    template = rng.choice((
        "what is the weather in {} {}",
        "will it rain in {} {}",
        "is it sunny in {} {}",
        "weather for {} {}",
        "how cold is it in {} {}",
        "do i need an umbrella in {} {}",
        "forecast for {} {}",
    ))
    return (
        template.format(city, day),
        compact_json(intent="get_weather", city=city, day=day.replace("on ", "")),
    )


def play_music(rng, unseen_names):
    genre = rng.choice(GENRES)
    template = rng.choice((
        "play some {}",
        "put on {} music",
        "i want to hear {}",
        "play {} songs",
        "start a {} playlist",
        "play me some {} music",
        "let me listen to {}",
    ))
    return template.format(genre), compact_json(intent="play_music", genre=genre)


def stop_music(rng, unseen_names):
    text = rng.choice((
        "stop the music",
        "pause the song",
        "stop playing",
        "no more music",
        "be quiet",
        "turn off the music",
        "mute the song",
        "silence the radio",
        "end the playlist",
        "stop this song",
    ))
    ending = rng.choice(("", " now", " right now", " for a while", " in here"))
    return text + ending, compact_json(intent="stop_music")


# Timers and alarms come twice as often as the rest.
COMMANDS = (
    set_timer, set_timer, set_alarm, set_alarm, call_contact, send_message, add_item, lights_on,
    lights_off, set_volume, set_temperature, navigate, get_weather, play_music, stop_music,
)
INTENTS = tuple(dict.fromkeys(command.__name__ for command in COMMANDS))


def spoken_politely(rng, text):
    """Some people are polite to machines."""
    draw = rng.random()
    if draw < 0.12:
        return "please " + text
    if draw < 0.22:
        return text + " please"
    if draw < 0.30:
        return "can you " + text
    if draw < 0.36:
        return "hey, " + text
    return text


def command(rng, unseen_names=False):
    """(intent, text, answer in JSON)"""
    generator = rng.choice(COMMANDS)
    text, answer = generator(rng, unseen_names)
    return generator.__name__, spoken_politely(rng, text), answer
