"""The task complete: the rest of a phrase that somebody began to type."""

from people import DAYS, first_name

PHRASES = [
    "thank you very much for your help",
    "looking forward to hearing from you soon",
    "please let me know if you have any questions",
    "happy birthday and all the best for you",
    "have a great weekend with your family",
    "sorry for the late reply to your message",
    "I hope this email finds you well",
    "see you tomorrow at the office",
    "could you please send me the latest report",
    "let me know when you are free to talk",
    "it was nice meeting you last week",
    "please find the document attached to this email",
    "thanks again for your time and effort",
    "as we discussed on the phone yesterday",
    "I will get back to you as soon as possible",
    "what time does the meeting start today",
    "do you want to grab lunch together",
    "I am running a few minutes late",
    "please confirm that you received the payment",
    "the invoice is due at the end of the month",
    "we would like to invite you to our party",
    "congratulations on your new job",
    "good morning everyone and welcome to the call",
    "is there anything else I can do for you",
    "I am out of the office until next week",
    "kind regards from the whole team",
    "can we move the call to another day",
    "thank goodness it is almost holiday time",
    "my flight lands late in the evening",
    "drive safely and call me when you arrive",
    "the weather looks perfect for a walk",
    "don't forget to bring your laptop charger",
    "would you mind sharing your screen please",
    "this looks good to me so far",
    "I totally agree with your last point",
    "give me a moment to check my calendar",
    "where would you like to have dinner",
    "best of luck with your exam",
    "take care and get well soon",
    "if you need more details just ask me",
]
MEETING_PLACES = "office station airport library market gym hotel park".split()
OPENINGS = ("", "", "", "hi, ", "ok, ", "hello, ", "well, ", "hey, ", "so, ", "yes, ")


def complete(rng, unseen_names=False):
    """(opening and first words, remaining words); the first words leave one way to go on."""
    if rng.random() < 0.7:
        words = rng.choice(PHRASES).split()
        # "I am" alone begins several phrases.
        shortest = 3 if words[:2] == ["I", "am"] else 2
        cut = rng.randint(shortest, len(words) - 2)
    else:
        words, cut = phrase_with_a_name(rng, unseen_names)
    opening = rng.choice(OPENINGS)
    return opening + " ".join(words[:cut]), " ".join(words[cut:])


def phrase_with_a_name(rng, unseen_names):
    """A phrase in which everything after the name is settled, and where to cut it."""
    kind = rng.choice(("meeting", "reminder", "pick up"))
    name = first_name(rng, unseen_names)
    # Drawn and not used: these numbers are part of the stream that the models were trained on.
    rng.choice(DAYS)
    rng.choice(MEETING_PLACES)
    rng.choice((2, 4))
    rng.choice((3, 4))
    rng.choice((3, 5))
    if kind == "meeting":
        return f"the meeting with {name} is confirmed".split(), rng.choice((4, 5))
    if kind == "reminder":
        return f"please remind {name} about the dinner".split(), 3
    return f"I will pick up {name} from the station".split(), 5
