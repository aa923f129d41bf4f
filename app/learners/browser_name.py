"""A browser in words a person recognizes, guessed from what it says of itself."""

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrom": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_name(said: str) -> str:
    """“Firefox on Linux”, as far as the User-Agent header tells."""
    browser = next((name for mark, name in BROWSERS.items() if mark in said), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in said), "")
    return f"{browser} on {system}" if system else browser
