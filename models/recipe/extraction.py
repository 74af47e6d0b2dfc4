"""The task extract: name, date and amount of a sentence, in JSON."""

from people import DAYS, compact_json, first_name, last_name

MONTHS = """
January February March April May June July August September October November December
""".split()
CURRENCIES = ("EUR", "USD", "CHF")


def amount(rng):
    value = rng.choice((
        f"{rng.randint(1, 999)}",
        f"{rng.randint(1, 999)}.{rng.randint(0, 99):02d}",
        f"{rng.randint(1, 99)}.{rng.choice((0, 50, 99)):02d}",
    ))
    return f"{value} {rng.choice(CURRENCIES)}"


def date(rng):
    form = rng.randrange(3)
    day = rng.randint(1, 28)
    month = rng.choice(MONTHS)
    if form == 0:
        return f"{day} {month}"
    if form == 1:
        return f"{month} {day}"
    return rng.choice(DAYS)


def extract(rng, unseen_names=False):
    """A sentence, and what of name, date and amount it holds; the rest is null."""
    name = first_name(rng, unseen_names)
    if rng.random() < 0.6:
        name += " " + last_name(rng, unseen_names)
    day = date(rng)
    sum_of_money = amount(rng)
    draw = rng.random()
    if draw < 0.6:
        holds = (name, day, sum_of_money)
        template = rng.choice((
            "invoice from {name} dated {date} for {amount}",
            "{name} paid {amount} on {date}",
            "on {date} I sent {amount} to {name}",
            "please pay {name} {amount} by {date}",
            "{amount} is due to {name} on {date}",
            "transfer {amount} to {name} on {date}",
            "reminder: {name} owes us {amount} since {date}",
            "received {amount} from {name} on {date}",
            "{date}: {name}, {amount}",
            "the bill of {amount} from {name} is due on {date}",
            "{name} booked a room for {amount} on {date}",
        ))
    elif draw < 0.75:
        holds = (name, day, None)
        template = rng.choice((
            "meet {name} on {date}",
            "{name} arrives on {date}",
            "lunch with {name} on {date}",
            "{name} has a birthday on {date}",
            "on {date} {name} will visit us",
        ))
    elif draw < 0.9:
        holds = (name, None, sum_of_money)
        template = rng.choice((
            "{name} owes me {amount}",
            "pay {name} {amount}",
            "{amount} from {name}",
            "I got {amount} from {name}",
            "send {amount} to {name}",
        ))
    else:
        holds = (None, day, sum_of_money)
        template = rng.choice((
            "the rent of {amount} is due on {date}",
            "{amount} was charged on {date}",
            "on {date} the fee goes up to {amount}",
            "the ticket for {date} costs {amount}",
        ))
    text = template.format(name=name, date=day, amount=sum_of_money)
    return text, compact_json(name=holds[0], date=holds[1], amount=holds[2])
