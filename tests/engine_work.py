"""Work for engines. Worker processes import it by name, so it is a module and not in a test."""

import os


def square(number: int) -> int:
    return number * number


def deadly(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def refuses(number: int) -> int:
    message = f"{number} is refused"
    raise ValueError(message)


def lost(_: int) -> int:
    return -1
