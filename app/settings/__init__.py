"""What the environment says: read in one place, brought into one spelling, or refused with the reason."""

from app.settings.settings import Settings, SettingsError

__all__ = ["Settings", "SettingsError"]
