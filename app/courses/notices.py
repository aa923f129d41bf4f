"""What a certificate’s page may open with."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "certificate-made": "Here is your certificate. Its address is for you to give to others.",
    "certificate-letters": "The PDF lacks letters of your name. Your browser has them: print this page instead.",
}
