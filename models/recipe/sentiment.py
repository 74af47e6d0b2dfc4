"""The task sentiment: is a remark about a product negative, neutral or positive?"""

PRODUCTS = """
food service room phone battery screen movie book app hotel coffee staff delivery price sound story
music camera keyboard driver
""".split()
PRAISE = """
great excellent wonderful fantastic lovely amazing perfect good superb delightful impressive
brilliant
""".split()
BLAME = """
terrible awful horrible bad poor disappointing broken dreadful useless annoying slow cheap
""".split()
FACTS = [
    "arrived on Monday", "is made of plastic", "comes in two sizes", "is on the table",
    "has a manual", "was mentioned yesterday", "is next to the station", "is available in black",
    "was ordered last week", "has four parts",
]
INTENSIFIERS = ["", "", "really ", "very ", "so ", "truly ", "absolutely ", "quite "]


def sentiment(rng):
    """A remark about a product, and whether it is negative, neutral or positive."""
    product = rng.choice(PRODUCTS)
    # One in five remarks is never neutral, so neutral ones are a little rarer.
    opinion = rng.choice((1, -1, 0)) if rng.random() < 0.8 else rng.choice((1, -1))
    tense = rng.choice(("is", "was"))
    form = rng.random()
    word = rng.choice(PRAISE if opinion > 0 else BLAME)
    opposite = rng.choice(BLAME if opinion > 0 else PRAISE)
    if opinion == 0:
        text = neutral_remark(rng, product)
    elif form < 0.35:
        text = plain_opinion(rng, product, tense, word)
    elif form < 0.6:
        text = negated_opinion(rng, product, tense, opposite)
    elif form < 0.85:
        text = corrected_opinion(rng, product, tense, word, opposite)
    else:
        text = other_opinion(rng, product, tense, word, opinion)
    return text, ("negative", "neutral", "positive")[opinion + 1]


def neutral_remark(rng, product):
    return rng.choice((
        f"the {product} {rng.choice(FACTS)}",
        f"this {product} {rng.choice(FACTS)}",
        f"the {product} {rng.choice(FACTS)} and the {rng.choice(PRODUCTS)} {rng.choice(FACTS)}",
        f"I think the {product} {rng.choice(FACTS)}",
    ))


def plain_opinion(rng, product, tense, word):
    return rng.choice((
        f"the {product} {tense} {rng.choice(INTENSIFIERS)}{word}",
        f"what a {word} {product}",
        f"I found the {product} {rng.choice(INTENSIFIERS)}{word}",
        f"this {product} {tense} {rng.choice(INTENSIFIERS)}{word}",
        f"{rng.choice(INTENSIFIERS)}{word} {product}",
    ))


def negated_opinion(rng, product, tense, opposite):
    return rng.choice((
        f"the {product} {tense} not {opposite} at all",
        f"I would not call the {product} {opposite}",
        f"the {product} {tense} never {opposite}",
        f"not a {opposite} {product}",
    ))


def corrected_opinion(rng, product, tense, word, opposite):
    return rng.choice((
        f"the {product} {tense} {opposite} but overall it was {word}",
        f"I expected a {opposite} {product} but it {tense} {word}",
        f"they said the {product} was {opposite}, in fact it is {word}",
        f"the {product} used to be {opposite}, now it is {word}",
    ))


def other_opinion(rng, product, tense, word, opinion):
    good = opinion > 0
    return rng.choice((
        f"the {product} {tense} {word} and the {rng.choice(PRODUCTS)} {tense} "
        f"{rng.choice(PRAISE if good else BLAME)}",
        f"I {'love' if good else 'hate'} this {product}",
        f"I would {'always' if good else 'never'} buy this {product} again",
        f"{'five stars' if good else 'one star'} for the {product}",
        f"the {product} made me {'happy' if good else 'angry'}",
    ))
